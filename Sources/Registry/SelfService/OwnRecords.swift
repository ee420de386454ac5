import Store

/// What belongs to a mobile: its owner has shown a code, and sees these records and no others.
///
/// These queries don't start from the actor's area, because a worker has none: they start from the mobile.
package struct OwnRecords: Sendable {
    package let workers: [Worker]
    /// Those that did not become a worker yet.
    package let applications: [Application]
    /// What was done with each of them, oldest first; a worker's begin with those of the application.
    package let steps: [RecordID: [Step]]
    package let maskedMobile: String
    package let refusals: Set<Message.Medium>

    /// The records of the mobile that the session has proved; the view is noted.
    ///
    /// Throws `Problem.signIn` for everybody who isn't a worker with a code.
    package static func find(in scope: Scope) throws -> OwnRecords {
        let (index, mobile) = try proved(in: scope)
        let (workers, applications) = try held(by: mobile, index, in: scope)
        for worker in workers { try scope.record("viewed", "worker", worker.id, at: worker.location.finest) }
        for application in applications {
            try scope.record("viewed", "application", application.id, at: application.location.finest)
        }
        var steps: [RecordID: [Step]] = [:]
        for worker in workers {
            steps[worker.id] = try [worker.application, worker.id].compactMap(\.self).flatMap {
                try Step.all(of: $0, in: scope)
            }
        }
        for application in applications { steps[application.id] = try Step.all(of: application.id, in: scope) }
        return OwnRecords(
            workers: workers, applications: applications, steps: steps, maskedMobile: PersonField.mask(mobile),
            refusals: try Message.refusals(mobileIndex: index, in: scope))
    }

    /// The last messages to the proved mobile, newest first, without codes.
    package static func messages(limit: Int, in scope: Scope) throws -> [Message] {
        let (index, _) = try proved(in: scope)
        return try scope.transaction.rows(
            """
            SELECT * FROM messages WHERE mobile_index = \(index) AND template <> \(Message.Template.oneTimeCode.rawValue)
            ORDER BY created DESC, id DESC LIMIT \(limit)
            """
        ).map { try Message($0, in: scope) }
    }

    static func held(
        by mobile: String, _ index: [UInt8], in scope: Scope
    ) throws -> (workers: [Worker], applications: [Application]) {
        (
            try workers(of: mobile, in: scope),
            try applications(of: mobile, index, in: scope).filter { $0.worker == nil && $0.status != .draft }
        )
    }

    /// One worker of the proved mobile. Throws `Problem.notFound` for everybody else's.
    package static func worker(_ id: RecordID, in scope: Scope) throws -> Worker {
        let (_, mobile) = try proved(in: scope)
        guard let worker = try workers(of: mobile, in: scope).first(where: { $0.id == id }) else {
            throw Problem.notFound
        }
        return worker
    }

    /// Chooses the media of later messages.
    package static func refuse(_ media: Set<Message.Medium>, in scope: Scope) throws {
        try Message.refuse(media, mobileIndex: try proved(in: scope).index, in: scope)
    }

    /// The mobiles to which a code may go for a number that somebody typed, each once.
    static func mobiles(behind lookup: String, in scope: Scope) throws -> [(mobile: String, location: Location)] {
        var found: [(mobile: String, location: Location)] = []
        func add(_ person: Person, _ location: Location) {
            guard let mobile = person.mobile, !found.contains(where: { $0.mobile == mobile }) else { return }
            found.append((mobile, location))
        }
        let text = String(lookup.map { $0.wholeNumberValue.map { Character(String($0)) } ?? $0 })
        let digits = text.filter(\.isNumber)
        if let number = RegistrationNumber.parse(text) {
            if let row = try scope.transaction.row("SELECT * FROM workers WHERE number = \(number)") {
                let worker = try Worker(row, in: scope)
                add(worker.person, worker.location)
                if let kept = try worker.mergedInto(in: scope),
                    let row = try scope.transaction.row("SELECT * FROM workers WHERE id = \(kept)")
                {
                    let worker = try Worker(row, in: scope)
                    add(worker.person, worker.location)
                }
            } else if let row = try scope.transaction.row("SELECT * FROM applications WHERE number = \(number)") {
                let application = try Application(row, in: scope)
                add(application.person, application.location)
            }
        }
        if let mobile = plainMobile(digits) {
            let index = scope.vault.blindIndex(mobile, for: "mobile")
            let location =
                try workers(of: mobile, in: scope).first?.location
                ?? applications(of: mobile, index, in: scope).first?.location
                ?? filer(of: index, in: scope)
            if let location { return [(mobile, location)] }
        }
        for kind in [WorkerKey.Kind.familyNumber, .memberNumber] where found.isEmpty && (8...12).contains(digits.count)
        {
            for id in try WorkerKey.owners(of: digits, kind, in: scope).sorted().prefix(20) {
                guard let row = try scope.transaction.row("SELECT * FROM workers WHERE id = \(id)") else { continue }
                let worker = try Worker(row, in: scope)
                add(worker.person, worker.location)
            }
        }
        return found
    }

    /// The place of a grievance, so that whoever filed it for somebody else can read the answer.
    private static func filer(of index: [UInt8], in scope: Scope) throws -> Location? {
        try scope.transaction.row("SELECT * FROM grievances WHERE mobile_index = \(index) ORDER BY created LIMIT 1")
            .map(Location.init)
    }

    /// Ten digits from what people write: with +91 or 0 before them, or without.
    static func plainMobile(_ digits: String) -> String? {
        let plain =
            digits.count > 10 && (digits.hasPrefix("91") || digits.hasPrefix("0")) ? digits.suffix(10) : digits[...]
        return plain.count == 10 && plain.first.map { "6789".contains($0) } == true ? String(plain) : nil
    }

    private static func workers(of mobile: String, in scope: Scope) throws -> [Worker] {
        let ids = try WorkerKey.owners(of: mobile, .mobile, in: scope)
        return try scope.transaction.rows(
            "SELECT * FROM workers WHERE id IN \(list: ids) AND status <> 'merged' ORDER BY registered, id"
        ).map { try Worker($0, in: scope) }.filter { $0.person.mobile == mobile || $0.person.alternateMobile == mobile }
    }

    /// Every application was answered by a message, so the outbox knows which belong to a mobile.
    private static func applications(of mobile: String, _ index: [UInt8], in scope: Scope) throws -> [Application] {
        try scope.transaction.rows(
            """
            SELECT * FROM applications WHERE id IN
                (SELECT about FROM messages WHERE mobile_index = \(index) AND about IS NOT NULL) ORDER BY created, id
            """
        ).map { try Application($0, in: scope) }.filter { $0.person.mobile == mobile }
    }

    static func prove(_ mobile: String, _ index: [UInt8], in scope: Scope) throws {
        let sealed = try scope.vault.seal(
            Array(mobile.utf8), table: "proved_mobiles", column: "mobile", row: index)
        try scope.transaction.run(
            """
            INSERT INTO proved_mobiles (mobile_index, mobile, proved) VALUES (\(index), \(sealed), \(scope.now))
            ON CONFLICT (mobile_index) DO UPDATE SET mobile = excluded.mobile, proved = excluded.proved
            """)
    }

    static func proved(in scope: Scope) throws -> (index: [UInt8], mobile: String) {
        guard case .worker(let index) = scope.actor.kind,
            let sealed: [UInt8] = try scope.transaction.value(
                "SELECT mobile FROM proved_mobiles WHERE mobile_index = \(index)")
        else { throw Problem(.signIn) }
        let plain = try scope.vault.open(sealed, table: "proved_mobiles", column: "mobile", row: index)
        return (index, String(decoding: plain, as: UTF8.self))
    }
}
