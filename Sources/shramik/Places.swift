import ArgumentParser
import Exchange
import Foundation
import Registry

struct Places: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The register's places: take them from the directory's tables, look up what became of a code.",
        subcommands: [Import.self, History.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take places from tables of the Local Government Directory.",
            discussion: """
                Each file's layout is known by its headings: states, districts, blocks, urban bodies and their coverage, \
                sub-divisions and their blocks, districts in local scripts, or code, level, parent and name. A register \
                without places gets the starter set first. It can be repeated: only what differs is changed. A code that is missing \
                from a table of its whole state has ended; a new name keeps the old one as another spelling. All files \
                are taken together or not at all.
                """)
        @Argument(help: "CSV or XLSX files, in any order.") var files: [String]
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let read = try PlaceFile.read(files)
            let registry = try await register.open()
            let counts = try await registry.write(as: .program("places import")) { scope in
                try read.map { $0.isPassedOver ? nil : try $0.content.apply(in: scope) }
            }
            for (file, counts) in zip(read, counts) {
                let told = counts.map(Import.line) ?? Import.passedOver
                print("\(file.path): \(IndianNumber.grouped(file.rows)) rows\(told)")
            }
            try await registry.close()
        }

        private static let passedOver = "; passed over: no office works at the level of tehsils"

        private static func line(_ counts: PlaceImport.Counts) -> String {
            [
                ("added", counts.added), ("renamed", counts.renamed), ("moved", counts.moved),
                ("restored", counts.restored), ("ended", counts.ended), ("unchanged", counts.unchanged),
                ("with an unknown place", counts.unknown),
            ].filter { $0.1 > 0 }.map { "; \(IndianNumber.grouped($0.1)) \($0.0)" }.joined()
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell what became of a code.",
            discussion: "A code is unique within its level only; every level's place with this code is told.")
        @Argument(help: "Code of the Local Government Directory.") var code: Int
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            let places = registry.places.places(code: code)
            guard !places.isEmpty else { throw Failure("no place has the code \(code)") }
            for place in places {
                let path = registry.places.path(of: place.id).dropLast().reversed().map(\.name)
                print("\(place.id.level.word) \(code)  \(([place.name] + path).joined(separator: ", "))")
                if !place.aliases.isEmpty { print("  also written \(place.aliases.joined(separator: ", "))") }
                let history = try await registry.read(as: .program("places history")) {
                    try PlaceChange.history(of: place.id, in: $0)
                }
                for change in history { print("  " + describe(change, registry.places)) }
            }
            try await registry.close()
        }

        private func describe(_ change: PlaceChange, _ places: PlaceDirectory) -> String {
            let day = Date(timeIntervalSince1970: Double(change.time) / 1000).formatted(.iso8601.year().month().day())
            func name(_ place: String?) -> String {
                place.flatMap { PlaceID($0) }.flatMap { places[$0]?.name } ?? "nothing"
            }
            switch change.kind {
            case .added: return "\(day) added as \(change.after ?? "")"
            case .renamed: return "\(day) renamed from \(change.before ?? "") to \(change.after ?? "")"
            case .moved: return "\(day) moved from \(name(change.before)) to \(name(change.after))"
            case .ended: return "\(day) ended"
            case .restored: return "\(day) came back as \(change.after ?? "")"
            }
        }
    }
}
