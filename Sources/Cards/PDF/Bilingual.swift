/// One text in the local language and in English.
package struct Bilingual: Sendable {
    package let local: String
    package let english: String

    package init(local: String, english: String) {
        self.local = local
        self.english = english
    }
}

extension Canvas {
    /// Local above English, which is a little smaller; one of them where they are the same. Returns the height of both.
    @discardableResult
    func both(
        _ text: Bilingual, x: Double, y: Double, width: Double, _ style: Style, draw: Bool = true
    ) -> Double {
        let first = self.text(text.local, x: x, y: y, width: width, style, draw: draw)
        guard text.english != text.local, !text.english.isEmpty else { return first }
        var second = style
        (second.size, second.language) = (style.size * 0.85, "en")
        return first + self.text(text.english, x: x, y: y + first, width: width, second, draw: draw)
    }
}
