import Registry

/// In the portal an application is a person's; Hummingbird's is written `Hummingbird.Application`.
typealias Application = PersonApplication
