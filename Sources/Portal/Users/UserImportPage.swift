import Exchange
import Hummingbird
import Registry
import Tabular

/// Many users from one sheet: all of it is taken, or every fault is shown by its line and nothing is taken.
enum UserImportPage {
    /// More faults than anybody reads at once.
    private static let shown = 200

    static func show(_ visit: Visit) async throws -> Response { page(visit, [:]) }

    static func take(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let file = form.files["file"] else {
            return page(visit, ["fault": visit.text("field.file")], status: ProblemPage.status(.invalid))
        }
        do {
            let lines = try UserSheet.read(file.bytes)
            let (outcome, invited) = try await visit.registry.write(as: visit.actor) { scope in
                let outcome = try UserImport.run(lines, in: scope)
                return (
                    outcome,
                    try outcome.created.map { id in
                        (try User.find(id, in: scope).signIn, try Invitation.issue(to: id, in: scope))
                    }
                )
            }
            return page(
                visit,
                [
                    "done": visit.text(
                        "users.imported", String(outcome.created.count), String(outcome.changed),
                        String(outcome.unchanged)),
                    "invited": !invited.isEmpty,
                    "links": invited.map { ["signIn": $0.0, "link": UserPages.link($0.1, visit)] },
                ])
        } catch let problem as TableProblem {
            return page(visit, ["fault": problem.description], status: ProblemPage.status(.invalid))
        } catch let problem as Problem where problem.code == .invalid {
            return page(
                visit, ["faults": faults(problem, visit), "faulty": true], status: ProblemPage.status(.invalid))
        }
    }

    private static func faults(_ problem: Problem, _ visit: Visit) -> [[String: Any]] {
        problem.fields.prefix(shown).map { field in
            let parts = field.name.split(separator: ".", maxSplits: 1)
            return [
                "line": String(parts.first ?? ""), "column": String(parts.last ?? ""),
                "text": visit.text("field.\(field.reason)"),
            ]
        }
    }

    private static func page(_ visit: Visit, _ model: [String: Any], status: HTTPResponse.Status = .ok) -> Response {
        visit.page("users-import", title: visit.text("users.import"), model, status: status)
    }
}
