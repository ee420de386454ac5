import Foundation
import HTTPTypes
import Hummingbird

/// Files that are the same for everybody, read once at the start: styles, scripts, fonts.
struct Static: Sendable {
    private let files: [String: (type: String, bytes: ByteBuffer, tag: String)]
    private let cacheControl: String

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2",
        "svg": "image/svg+xml", "png": "image/png", "json": "application/json", "ico": "image/x-icon",
        "html": "text/html; charset=utf-8", "webmanifest": "application/manifest+json",
    ]

    init(folder: URL) throws {
        var files: [String: Data] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            files[file.lastPathComponent] = try Data(contentsOf: file)
        }
        self.init(files: files, cacheControl: "public, max-age=3600")
    }

    init(files: [String: Data], cacheControl: String) {
        var known: [String: (String, ByteBuffer, String)] = [:]
        for (name, data) in files {
            guard let type = name.split(separator: ".").last.flatMap({ Static.types[String($0)] }) else { continue }
            let tag = data.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
            known[name] = (type, ByteBuffer(bytes: data), "\"\(String(tag, radix: 36))\"")
        }
        self.files = known
        self.cacheControl = cacheControl
    }

    func answer(_ name: String, to request: Request) -> Response? {
        guard let file = files[name] else { return nil }
        let headers: HTTPFields = [.contentType: file.type, .eTag: file.tag, .cacheControl: cacheControl]
        if request.headers[.ifNoneMatch] == file.tag { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.bytes))
    }
}
