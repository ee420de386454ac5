internal import Foundation
import Store

extension FormBundle {
    package enum Spoiling: String, Sendable, CaseIterable { case unreadable, twice, empty }

    /// One form, and what became of it; a form of which nothing is known waits.
    package struct Form: Sendable {
        package let number: Int
        package let isDigitised: Bool
        /// Nil also where it lies in another area.
        package let application: Application?
        package let original: Original.Status?
        package let spoiled: Spoiling?
    }

    /// All forms in the order of their numbers.
    package func all(in scope: Scope) throws -> [Form] {
        let rows = try scope.transaction.rows("SELECT * FROM bundle_forms WHERE bundle = \(id)")
        var known: [Int: (application: RecordID?, spoiled: String?)] = [:]
        for row in rows { known[try row["number"]] = (try row["application"], try row["spoiled"]) }
        let originals = try Original.all(known.values.compactMap(\.application), in: scope)
        return (1...forms).map { number in
            let (application, spoiled) = known[number] ?? (nil, nil)
            return Form(
                number: number, isDigitised: application != nil,
                application: application.flatMap { try? Application.find($0, in: scope) },
                original: application.flatMap { originals[$0]?.status }, spoiled: spoiled.flatMap(Spoiling.init))
        }
    }

    /// Says which application a form became, by the number that its applicant was given: it counts in the drive from now on, and
    /// the place that collected the form is paid for it.
    ///
    /// Throws `Problem`: not allowed, `invalid` for a number that the bundle or the actor's area doesn't have, or an application that
    /// another form became or that the drive didn't bring.
    package func digitise(form: Int, as number: String, in scope: Scope) throws {
        try demand(form, in: scope)
        let plain = number.uppercased().filter { $0.isLetter || $0.isNumber }
        guard
            let application: RecordID = try scope.transaction.value(
                "SELECT id FROM applications WHERE number = \(plain)"),
            let found = try? Application.find(application, in: scope)
        else { throw Problem.invalid("application", "unknown") }
        let other = try scope.transaction.row(
            "SELECT bundle, number FROM bundle_forms WHERE application = \(application)")
        if let other {
            guard try other["bundle"] == id, try other["number"] == form else {
                throw Problem.invalid("application", "twice")
            }
            return
        }
        try demandOfDrive(found, in: scope)
        try keep(form, application: application, spoiled: nil, in: scope)
        if let place = found.location.finest {
            try Application.join(
                campaign, application: application, at: place, collector: location.finest, in: scope)
        }
        // Whoever types the form in holds it.
        if found.owesOriginal, scope.reaches(found.location, roles: Original.givers.union(Original.keepers)) {
            try found.receiveOriginal(in: scope)
        }
        try scope.record("digitised", "formBundle", id, at: location.finest, details: ["form": String(form)])
    }

    /// Says that no application can be made of a form.
    package func spoil(form: Int, _ spoiling: Spoiling, in scope: Scope) throws {
        try demand(form, in: scope)
        try keep(form, application: nil, spoiled: spoiling, in: scope)
        try scope.record(
            "spoiled", "formBundle", id, at: location.finest,
            details: ["form": String(form), "reason": spoiling.rawValue])
    }

    /// An application from before the drive, or from elsewhere, would be a registration that nobody collected, and paid for.
    private func demandOfDrive(_ application: Application, in scope: Scope) throws {
        let drive = try Campaign.find(campaign, in: scope)
        let submitted = application.submitted.map { Day(Date(milliseconds: $0)) }
        guard let area = drive.area, application.location.lies(in: area), let submitted, submitted >= drive.firstDay
        else { throw Problem.invalid("application", "notOfDrive") }
    }

    private func demand(_ form: Int, in scope: Scope) throws {
        guard scope.reaches(location, roles: FormBundle.collectors) else { throw Problem.notAllowed }
        guard (1...forms).contains(form) else { throw Problem.invalid("form", "range") }
    }

    private func keep(_ form: Int, application: RecordID?, spoiled: Spoiling?, in scope: Scope) throws {
        try scope.transaction.run(
            """
            INSERT INTO bundle_forms (bundle, number, application, spoiled, actor, time)
            VALUES (\(id), \(form), \(application), \(spoiled?.rawValue), \(scope.actor.user), \(scope.now))
            ON CONFLICT (bundle, number) DO UPDATE SET application = excluded.application, spoiled = excluded.spoiled,
            actor = excluded.actor, time = excluded.time
            """)
    }
}
