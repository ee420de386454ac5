import Foundation
internal import Linkage
internal import Store

/// What the comparisons and keys need of a person, in some two hundred bytes: kept sealed beside each worker, because to
/// open every candidate's whole form would take longer than an operator waits.
struct WorkerSignature: Sendable, Equatable {
    private(set) var record: SingleRecord
    /// Keys of identifiers; names and places give theirs from the record.
    private(set) var identifiers: [WorkerKey]

    /// - Parameter today: the day that an age without its own date is true on.
    init(_ person: Person, at location: Location, today: Date, model: IntakeModel, vault: Vault) {
        record = SingleRecord(comparisons: model.comparisons)
        let kinds: [(String?, WorkerKey.Kind)] = [
            (person.aadhaar, .aadhaar), (person.epic, .epic), (person.uan, .uan), (person.mobile, .mobile),
            (person.alternateMobile, .mobile), (person.familyNumber, .familyNumber),
            (person.memberNumber, .memberNumber), (person.rationCard, .rationCard), (person.bank?.account, .account),
        ]
        identifiers = Array(Set(kinds.compactMap { WorkerKey.identifier($0, $1, vault) })).sorted {
            ($0.kind.rawValue, $0.number) < ($1.kind.rawValue, $1.number)
        }
        func set(_ column: String, _ value: SingleRecord.Value?) {
            if let place = model.place(column) { record.values[place] = value }
        }
        set("name", Self.names([person.name, person.localName]))
        set("guardian", Self.names([person.father, person.husband]))
        set("birth", Self.birth(person, today: today).map { .birth($0) })
        set("sex", person.sex.map { .text(Array($0.rawValue.prefix(1).utf8)) })
        set("mobile", Self.numbers([person.mobile, person.alternateMobile], Identifier.packPhone))
        set("epic", Self.numbers([person.epic], Identifier.pack))
        let village = (person.permanentAddress?.village ?? person.presentAddress?.village).map { PlaceFold.fold($0) }
        set("village", village.flatMap { $0.isEmpty ? nil : .text($0) })
        set("gp", Self.place(location.panchayat))
        set("block", Self.place(location.block))
        set("district", Self.place(location.district))
    }

    private static func names(_ written: [String?]) -> SingleRecord.Value? {
        let variants = written.compactMap { $0.map(SingleRecord.tokens) }.filter { !$0.isEmpty }
        return variants.isEmpty ? nil : .names(Array(Set(variants)).sorted { "\($0)" < "\($1)" })
    }

    private static func numbers(
        _ written: [String?], _ pack: (UnsafeBufferPointer<UInt8>) -> UInt64
    ) -> SingleRecord.Value? {
        let packed = written.compactMap(\.self).map { text in
            Array(text.utf8).withUnsafeBufferPointer(pack)
        }.filter { $0 != Identifier.missing }
        return packed.isEmpty ? nil : .numbers(packed)
    }

    /// Codes are alike only when they are equal: behind a bar nothing is forgiven.
    private static func place(_ id: PlaceID?) -> SingleRecord.Value? { id.map { .text(Array("|\($0)".utf8)) } }

    private static func birth(_ person: Person, today: Date) -> BirthDate? {
        func parts(_ text: String?) -> [Int]? {
            let parts = text?.split(separator: "-").compactMap { Int($0) } ?? []
            return parts.count == 3 ? parts : nil
        }
        if let day = parts(person.dateOfBirth) { return BirthDate(year: day[0], month: day[1], day: day[2]) }
        guard let age = person.age else { return nil }
        let asOn = parts(person.ageAsOn).map { Calendar.dayNumber(year: $0[0], month: $0[1], day: $0[2]) }
        return BirthDate(age: age, asOf: asOn ?? Int32(today.timeIntervalSince1970 / 86_400))
    }
}

extension WorkerSignature {
    /// All keys that the worker is found by.
    func keys(_ model: IntakeModel, _ vault: Vault) -> Set<WorkerKey> {
        var maker = KeyMaker(vault)
        let names = sounds("name", model), guardians = sounds("guardian", model)
        let district = text("district", model), area = text("block", model) ?? district ?? []
        var birth: BirthDate?
        if let place = model.place("birth"), case .birth(let known) = record.values[place] { birth = known }
        let singles = Set(names.joined()), guardianSingles = Set(guardians.joined())
        for name in singles {
            maker.add(.nameInArea, [area, name])
            // A surname that a worker shares with the guardian says nothing twice.
            for guardian in guardianSingles where guardian != name {
                maker.add(.nameAndGuardianInArea, [area, name, guardian])
            }
        }
        if let village = text("village", model).map(SingleRecord.placeSound) {
            let place = [district ?? [], village]
            for name in singles { maker.add(.nameInVillage, place + [name]) }
            for stretch in KeyMaker.stretches(birth, years: 1) {
                for guardian in guardianSingles { maker.add(.guardianAndBirthInVillage, place + [guardian, stretch]) }
            }
        }
        let together = Set(names.flatMap { $0.count == 1 ? [$0] : KeyMaker.pairs($0) })
        for pair in together {
            for stretch in KeyMaker.stretches(birth, years: 4) {
                maker.add(.namesAndBirth, [district ?? []] + pair + [stretch])
            }
            guard pair.count == 2 else { continue }
            maker.add(.twoNames, pair)
            if let district { maker.add(.twoNamesInDistrict, [district] + pair) }
            for other in Set(guardians.flatMap(KeyMaker.pairs)) { maker.add(.twoNamesTwoGuardians, pair + other) }
        }
        return maker.keys.union(identifiers)
    }

    /// The folds of all name tokens, as often as the person's names hold them.
    func tokens(_ model: IntakeModel) -> [[UInt8]] {
        ["name", "guardian"].flatMap { column -> [[UInt8]] in
            guard case .names(let variants)? = model.place(column).flatMap({ record.values[$0] }) else { return [] }
            return Array(Set(variants.joined()))
        }
    }

    /// For each variant of a name, its sounds.
    private func sounds(_ column: String, _ model: IntakeModel) -> [[[UInt8]]] {
        guard case .names(let variants)? = model.place(column).flatMap({ record.values[$0] }) else { return [] }
        return variants.map(SingleRecord.sounds)
    }

    private func text(_ column: String, _ model: IntakeModel) -> [UInt8]? {
        guard case .text(let fold)? = model.place(column).flatMap({ record.values[$0] }) else { return nil }
        return fold
    }

    /// The number of a block or district, for whoever may only know which office holds the record.
    func place(_ column: String, _ model: IntakeModel) -> PlaceID? {
        text(column, model).flatMap { PlaceID(String(decoding: $0.dropFirst(), as: UTF8.self)) }
    }

    /// The key of one kind, of which a worker has one at most (of mobiles the first).
    func identifier(_ kind: WorkerKey.Kind) -> Int64? { identifiers.first { $0.kind == kind }?.number }
}

extension WorkerSignature {
    /// A count of identifiers, each as kind and number, then the record.
    var bytes: [UInt8] {
        var out = [UInt8(identifiers.count)]
        for key in identifiers {
            out.append(UInt8(key.kind.rawValue))
            for place in 0..<8 { out.append(UInt8(truncatingIfNeeded: key.number >> Int64(56 - 8 * place))) }
        }
        return out + record.bytes
    }

    init?(bytes: [UInt8]) {
        guard let count = bytes.first, bytes.count > Int(count) * 9 + 1 else { return nil }
        identifiers = []
        for index in 0..<Int(count) {
            let place = 1 + index * 9
            guard let kind = WorkerKey.Kind(rawValue: Int64(bytes[place])) else { return nil }
            let number = bytes[(place + 1)..<(place + 9)].reduce(Int64(0)) { $0 << 8 | Int64($1) }
            identifiers.append(WorkerKey(kind: kind, number: number))
        }
        guard let record = SingleRecord(bytes: Array(bytes[(1 + Int(count) * 9)...])) else { return nil }
        self.record = record
    }

    func sealed(for worker: RecordID, _ vault: Vault) throws -> [UInt8] {
        try vault.seal(bytes, table: "worker_signatures", column: "content", row: worker.bytes)
    }

    static func open(_ row: Row, _ vault: Vault) throws -> (worker: RecordID, signature: WorkerSignature) {
        let worker: RecordID = try row["worker"]
        let plain = try vault.open(
            try row["content"], table: "worker_signatures", column: "content", row: worker.bytes)
        guard let signature = WorkerSignature(bytes: plain) else { throw StoreProblem.sealed(column: "content") }
        return (worker, signature)
    }
}
