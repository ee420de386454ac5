import Foundation
package import Registry
import Synchronization
import Tabular

/// What the servers do with lists and runs in the background.
///
/// Any number of servers may do it beside each other; a claim is a transaction. A server that dies loses its claim after a
/// minute, and the work is begun again elsewhere, or given up after three attempts. Plain files lie in a private folder as long as
/// they are worked with; what a killed server left is removed at the next look of any other.
package struct ListWork: Sendable {
    let registry: Registry
    package let folder: ListFolder
    let threads: Int

    package init(
        registry: Registry, folder: ListFolder, threads: Int = ProcessInfo.processInfo.activeProcessorCount
    ) {
        (self.registry, self.folder, self.threads) = (registry, folder, threads)
    }

    static let actor = Actor.program("lists")
    /// A linkage takes minutes; the others don't wait for it.
    private static let light: [ListJob.Kind] = [.copy, .check, .review, .publish]

    /// How work ended: the problem, and what is written together with its end.
    struct Ending: Sendable {
        var problem: String?
        var write: @Sendable (Scope) throws -> Void = { _ in }
    }

    /// Runs until its task is cancelled; what was begun is given back for the next server.
    package func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await loop([.link], tidying: false) }
            tasks.addTask { await loop(ListWork.light, tidying: true) }
        }
    }

    private func loop(_ kinds: [ListJob.Kind], tidying: Bool) async {
        var looks = 0
        while !Task.isCancelled {
            let worked = (try? await workNext(kinds)) ?? false
            if tidying, looks % 300 == 0 { try? await folder.tidy(registry) }
            looks += 1
            if !worked { try? await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Does the next thing that waits; false where nothing does.
    @discardableResult
    package func workNext(_ kinds: [ListJob.Kind] = ListJob.Kind.allCases) async throws -> Bool {
        guard try await registry.read(as: ListWork.actor, { try ListJob.isDue(kinds, in: $0) }) else { return false }
        let runner = registry.environment.newID()
        let claimed = try await registry.write(as: ListWork.actor) { try ListJob.claim(kinds, by: runner, in: $0) }
        guard let job = claimed else { return false }
        let watch = JobWatch()
        let actor = try await registry.read(as: ListWork.actor) { try job.actor(in: $0) }
        do {
            guard let actor else { throw Problem.notAllowed }
            let ending = try await beating(job, runner, watch) { try await work(job, as: actor, watch) }
            try await registry.write(as: actor) { scope in
                try job.finish(problem: ending.problem, by: runner, in: scope) { try ending.write(scope) }
            }
        } catch is CancellationError {
            // The server stops: the next one begins again. Somebody who stopped it has said so already.
            try await registry.write(as: ListWork.actor) { try job.release(by: runner, in: $0) }
        } catch {
            let problem = (error as? Problem)?.code.rawValue ?? "broken"
            try await registry.write(as: ListWork.actor) { try job.finish(problem: problem, by: runner, in: $0) }
        }
        return true
    }

    private func work(_ job: ListJob, as actor: Actor, _ watch: JobWatch) async throws -> Ending {
        switch job.kind {
        case .copy: return try await copy(try await list(job.subject, actor), as: actor, watch)
        case .check: return try await check(try await list(job.subject, actor))
        case .link: return try await link(try await run(job.subject, actor), as: actor, watch)
        case .review: return try await review(try await run(job.subject, actor), as: actor, watch)
        case .publish: return try await publish(try await run(job.subject, actor), as: actor, watch)
        }
    }

    func list(_ id: RecordID, _ actor: Actor) async throws -> UploadedList {
        try await registry.read(as: actor) { try UploadedList.find(id, in: $0) }
    }

    private func run(_ id: RecordID, _ actor: Actor) async throws -> LinkageRun {
        try await registry.read(as: actor) { try LinkageRun.find(id, in: $0) }
    }

    /// Keeps the claim while `body` works, and tells it when the work is not wanted any more.
    private func beating(
        _ job: ListJob, _ runner: RecordID, _ watch: JobWatch, _ body: @Sendable () async throws -> Ending
    ) async throws -> Ending {
        let beat = Task {
            while true {
                try await Task.sleep(for: .seconds(1))
                let now = watch.progress
                let goesOn = try? await registry.write(as: ListWork.actor) {
                    try job.advance(to: now.phase, done: Int(now.whole * 1000), by: runner, in: $0)
                }
                if goesOn == false { watch.cancel() }
            }
        }
        defer { beat.cancel() }
        return try await withTaskCancellationHandler {
            try await body()
        } onCancel: {
            watch.cancel()
        }
    }

    /// Runs what takes long on a thread of its own, so that requests don't wait.
    static func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Swift.Result { try body() }) }
            thread.name = "lists"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}

/// How far some work is, and whether anybody wants it still: told between threads.
final class JobWatch: Sendable {
    private let state = Mutex((progress: JobProgress(phase: "", done: 0), isCancelled: false))

    var progress: JobProgress { state.withLock { $0.progress } }
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func tell(_ progress: JobProgress) { state.withLock { $0.progress = progress } }
    func cancel() { state.withLock { $0.isCancelled = true } }

    func goOn() throws { if isCancelled { throw CancellationError() } }
}
