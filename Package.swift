// swift-tools-version: 6.2
import PackageDescription

/// One set of language rules for every target: see docs/decisions/0001-foundation.md.
let rules: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Debug builds and all tests check at run time that no two accesses overlap; in a release it would cost a tenth of a run.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// Tests link lists of thousands of rows: without optimisation that takes minutes.
let optimised: [SwiftSetting] = rules + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "Shramik",
    products: [.executable(name: "shramik", targets: ["shramik"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
        .systemLibrary(name: "CPixbuf", pkgConfig: "gdk-pixbuf-2.0", providers: [.apt(["libgdk-pixbuf-2.0-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "Linkage", swiftSettings: optimised),
        .target(name: "Tabular", dependencies: ["CExpat", "CXLSXWriter", "CZip"], swiftSettings: optimised),
        .target(name: "Cards", dependencies: ["CPango", "CPixbuf", "CQRCode", "CWebP"], swiftSettings: rules),
        .target(
            name: "Store",
            dependencies: [
                "CPostgres", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: rules),
        .target(
            name: "Registry",
            dependencies: [
                "CArgon2", "Linkage", "Store", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"), .product(name: "Yams", package: "Yams"),
            ], resources: [.copy("Resources"), .copy("Migrations")], swiftSettings: rules),
        .target(
            name: "Exchange",
            dependencies: [
                "CCurl", "Cards", "Linkage", "Registry", "Tabular",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Yams", package: "Yams"),
            ], resources: [.copy("Resources")], swiftSettings: optimised),
        .target(
            name: "Portal",
            dependencies: [
                "Cards", "Exchange", "Linkage", "Registry", "Tabular",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], resources: [.copy("Resources")], swiftSettings: rules),
        .executableTarget(
            name: "shramik",
            dependencies: [
                "Exchange", "Linkage", "Portal", "Registry", "Tabular",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: rules),
        // A dialling gateway that rings nobody, for tests and demonstrations.
        .executableTarget(
            name: "dialling-simulator",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], path: "Sources/DiallingSimulator", swiftSettings: rules),
        .testTarget(name: "LinkageTests", dependencies: ["Linkage"], swiftSettings: rules),
        .testTarget(name: "TabularTests", dependencies: ["CZip", "Tabular"], swiftSettings: rules),
        .testTarget(
            name: "ExchangeTests", dependencies: ["Exchange", "Linkage", "Registry", "Support", "Tabular"],
            resources: [.copy("Fixtures")],
            swiftSettings: rules),
        .testTarget(name: "CardsTests", dependencies: ["Cards", "CPixbuf"], swiftSettings: rules),
        .target(name: "Support", dependencies: ["Registry", "Store"], path: "Tests/Support", swiftSettings: rules),
        .testTarget(name: "StoreTests", dependencies: ["Store", "Support"], swiftSettings: rules),
        .testTarget(name: "RegistryTests", dependencies: ["Registry", "Store", "Support"], swiftSettings: rules),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Cards", "Exchange", "Portal", "Registry", "Store", "Support", "Tabular",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ], swiftSettings: rules),
    ],
    swiftLanguageModes: [.v6]
)
