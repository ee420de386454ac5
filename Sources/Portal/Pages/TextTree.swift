import Mustache

/// The texts of a language as templates reach for them: `{{t.noun.key}}`, also where a key has points or begins another.
struct TextTree: Sendable, MustacheParent, MustacheCustomRenderable {
    private(set) var renderText = ""
    let isNull = false
    private var branches: [String: TextTree] = [:]

    mutating func plant(_ text: String, at key: some Collection<Substring>) {
        guard let first = key.first else { return renderText = text }
        branches[String(first), default: TextTree()].plant(text, at: key.dropFirst())
    }

    func child(named name: String) -> Any? { branches[name] }
}
