// swift-tools-version: 6.2
import PackageDescription

/// One set of language rules for every target: see docs/decisions/0001-foundation.md.
let rules: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Debug builds and all tests check at run time that no two accesses overlap; in a release it would cost a tenth of a run.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
    // Tests link lists of thousands of rows: without optimisation that takes minutes.
    .unsafeFlags(["-O"], .when(configuration: .debug)),
]

let package = Package(
    name: "Shramik",
    products: [.executable(name: "shramik", targets: ["shramik"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "Linkage", swiftSettings: rules),
        .target(name: "Tabular", dependencies: ["CExpat", "CXLSXWriter", "CZip"], swiftSettings: rules),
        .target(
            name: "Exchange", dependencies: ["Linkage", "Tabular", .product(name: "Yams", package: "Yams")],
            resources: [.copy("Resources")], swiftSettings: rules),
        .executableTarget(
            name: "shramik",
            dependencies: [
                "Exchange", "Linkage", "Tabular", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: rules),
        .testTarget(name: "LinkageTests", dependencies: ["Linkage"], swiftSettings: rules),
        .testTarget(name: "TabularTests", dependencies: ["CZip", "Tabular"], swiftSettings: rules),
        .testTarget(
            name: "ExchangeTests", dependencies: ["Exchange", "Linkage", "Tabular"], resources: [.copy("Fixtures")],
            swiftSettings: rules),
    ],
    swiftLanguageModes: [.v6]
)
