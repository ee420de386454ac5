import Foundation
import Hummingbird
import Mustache
import Registry

/// Renders templates: `Resources/templates/NAME.mustache`, put into `frame.mustache`.
///
/// Values are escaped by default; texts come from the translations as `{{t.noun.key}}`.
package struct Pages: Sendable {
    private let library: MustacheLibrary
    private let texts: [String: TextTree]
    private let demonstration: Bool

    init(folder: URL, texts: Texts, demonstration: Bool) async throws {
        library = try await MustacheLibrary(directory: folder.path())
        self.texts = Dictionary(uniqueKeysWithValues: Texts.languages.map { ($0, texts.tree($0)) })
        self.demonstration = demonstration
    }

    func render(
        _ template: String, title: String, _ model: [String: Any], status: HTTPResponse.Status, for visit: Visit
    ) -> Response {
        var model = Pages.settled(model)
        model["t"] = texts[visit.language]
        model["lang"] = visit.language
        model["csrf"] = visit.session?.csrf ?? ""
        var frame: [String: Any] = model
        frame["title"] = title
        frame["demonstration"] = demonstration
        frame["signedIn"] = visit.session != nil
        frame["name"] = visit.session?.name ?? ""
        frame["post"] = Navigation.post(of: visit)
        let navigation = Navigation.items(for: visit)
        frame["navigation"] = navigation
        frame["hasNavigation"] = !navigation.isEmpty
        frame["path"] = visit.request.method == .get ? visit.request.uri.string : visit.path
        frame["languages"] = Texts.languages.map {
            ["code": $0, "name": visit.portal.texts.text("language.name", in: $0), "current": $0 == visit.language]
                as [String: Any]
        }
        frame["body"] = library.render(model, withTemplate: template) ?? ""
        let html = library.render(frame, withTemplate: "frame") ?? ""
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentLanguage: visit.language,
            ],
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    /// The model without empty texts and nils, for which the library would draw a section as if something were there.
    static func settled(_ model: [String: Any]) -> [String: Any] { model.mapValues(settled) }

    private static func settled(_ value: Any) -> Any {
        switch value {
        case let text as String: text.isEmpty ? NSNull() : text
        case let model as [String: Any]: settled(model)
        case let models as [[String: Any]]: models.map(settled)
        default: Mirror(reflecting: value).isNothing ? NSNull() : value
        }
    }
}

extension Mirror {
    fileprivate var isNothing: Bool { displayStyle == .optional && children.isEmpty }
}
