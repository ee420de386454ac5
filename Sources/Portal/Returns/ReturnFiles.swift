import Exchange
import HTTPTypes
import Hummingbird
import Registry

/// A return as a file: the annexure to be printed or calculated with, and the very text that was signed.
enum ReturnFiles {
    static func workbook(_ visit: Visit) async throws -> Response {
        let (sheet, name) = try await sheet(visit, format: "xlsx")
        return answer(
            try sheet.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx")
    }

    static func pdf(_ visit: Visit) async throws -> Response {
        let (sheet, name) = try await sheet(visit, format: "pdf")
        return answer(sheet.pdf(), "application/pdf", name + ".pdf")
    }

    /// Whose SHA-256 stands on the page: `sha256sum` gives the same.
    static func signed(_ visit: Visit) async throws -> Response {
        let (shown, version) = try await take(visit, format: "json")
        guard let version else { throw Problem.notFound }
        return answer(
            Array(version.text.utf8), "application/json",
            ReturnSheet.fileName(shown.live, version: version.version) + ".json")
    }

    private static func sheet(_ visit: Visit, format: String) async throws -> (ReturnSheet, String) {
        let (shown, version) = try await take(visit, format: format)
        return (
            shown.sheet(version, visit.language), ReturnSheet.fileName(shown.live, version: version?.version)
        )
    }

    private static func take(_ visit: Visit, format: String) async throws -> (ReturnPage.Shown, SignedReturn?) {
        let address = try ReturnAddress(visit)
        return try await visit.registry.write(as: visit.actor) { scope in
            guard let shown = try ReturnPage.find(address, in: scope) else { throw Problem.notFound }
            let version = try shown.version(address.version)
            try scope.record(
                "downloaded", "return", version?.id, at: shown.district,
                details: [
                    "kind": address.kind.rawValue, "day": shown.day.description, "format": format,
                    "version": String(version?.version ?? 0),
                ])
            return (shown, version)
        }
    }

    private static func answer(_ bytes: [UInt8], _ type: String, _ name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
