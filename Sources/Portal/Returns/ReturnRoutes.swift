import Registry

extension Routes {
    /// `:day` is `2026-11-04`, or `final`.
    static let returns: [Route] = [
        .get("/campaigns/:id/returns", .roles(Return.readers), ReturnDaysPage.show),
        .get("/campaigns/:id/returns/:day", .roles(Return.readers), ReturnPage.show),
        .post("/campaigns/:id/returns/:day/signature", .roles(Return.signers), ReturnPage.sign),
        .get("/campaigns/:id/returns/:day/records", .roles(Return.readers), ReturnRecordsPage.show),
        .get("/campaigns/:id/returns/:day/sheet.xlsx", .roles(Return.readers), ReturnFiles.workbook),
        .get("/campaigns/:id/returns/:day/sheet.pdf", .roles(Return.readers), ReturnFiles.pdf),
        .get("/campaigns/:id/returns/:day/signed.json", .roles(Return.readers), ReturnFiles.signed),
    ]
}
