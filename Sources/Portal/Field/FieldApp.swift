import Foundation
import HTTPTypes
import Hummingbird
import Registry

/// The field app's own files, with the version that they make together.
///
/// A phone that has been online once opens the app without a network: `sw.js` keeps exactly these files.
struct FieldApp: Sendable {
    /// Changes with every byte of the app or its texts.
    let version: String
    private let files: Static

    init(folder: URL, texts: Texts) throws {
        var files: [String: Data] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            files[file.lastPathComponent] = try Data(contentsOf: file)
        }
        for language in Texts.languages { files["texts-\(language).json"] = FieldApp.texts(texts, in: language) }
        var digest: UInt64 = 14_695_981_039_346_656_037
        for (name, data) in files.sorted(by: { $0.key < $1.key }) {
            for byte in Data(name.utf8) + data { digest = (digest ^ UInt64(byte)) &* 1_099_511_628_211 }
        }
        version = String(digest, radix: 36)
        let names = files.keys.filter { $0 != "sw.js" && $0 != "index.html" }.sorted().map { "\"/field/\($0)\"" }
        for name in ["sw.js", "index.html", "app.js"] {
            guard let data = files[name] else { continue }
            let text = String(decoding: data, as: UTF8.self).replacing("@VERSION@", with: version)
                .replacing("\"@FILES@\"", with: names.joined(separator: ", "))
            files[name] = Data(text.utf8)
        }
        self.files = Static(files: files, cacheControl: "no-cache")
    }

    /// What the app says, and what the register says of fields and problems.
    private static func texts(_ texts: Texts, in language: String) -> Data {
        let wanted = ["fieldwork.", "field.", "problem.", "person."]
        var chosen: [String: JSON] = [:]
        for key in texts.keys(in: "en") where wanted.contains(where: key.hasPrefix) {
            chosen[key] = .string(texts.text(key, in: language))
        }
        return Data(JSON.object(chosen).bytes)
    }

    func answer(_ name: String, to request: Request) -> Response? {
        var answer = files.answer(name, to: request)
        // The worker lies a folder below the page that it serves.
        if name == "sw.js" { answer?.headers[HTTPField.Name("Service-Worker-Allowed")!] = "/field" }
        return answer
    }
}
