import Registry

extension Routes {
    static let devices: [Route] = [
        .get("/devices", .roles(.deviceReaders), DevicesPage.show),
        .post("/devices/codes", .roles(.deviceReaders.subtracting([.auditor])), DevicesPage.invite),
        .post("/devices/backups", .roles(Device.supervisors), bodyLimit: SealedBackup.largest, DevicesPage.takeIn),
        .post("/devices/:id/revocation", .roles(.deviceReaders.subtracting([.auditor])), DevicesPage.revoke),
    ]
}

extension Set<Role> {
    /// Who has a phone, and who looks after those of others.
    static let deviceReaders = Device.supervisors.union(HouseVisit.visitors).union([.auditor])
}
