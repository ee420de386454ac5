import Hummingbird
import Registry

extension Routes {
    static let documents: [Route] = [
        .post(
            "/applications/:id/documents", .roles(.intake), bodyLimit: IntakeDocumentsPage.largestUpload,
            IntakeDocumentsPage.add),
        .post("/applications/:id/documents/:document/removal", .roles(.intake), IntakeDocumentsPage.remove),
        .get("/documents/:id", .roles(.readers), DocumentFile.show),
    ]
}
