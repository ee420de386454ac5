import Foundation
import Synchronization

/// The single writer: takes all writes that wait, runs each in a savepoint of one transaction, commits once, then answers all.
///
/// A disk that needs milliseconds to make a commit durable would let only hundreds of writes a second through one by one;
/// together they share the cost. A write that throws is undone alone. When the commit itself fails nobody was answered,
/// and each write is tried again in a transaction of its own.
final class GroupCommit: Sendable {
    private struct Waiting {
        var jobs: [any WriteJob] = []
        var closed = false
    }

    private let waiting = Mutex(Waiting())
    private let signal = DispatchSemaphore(value: 0)
    private let done = Mutex(WriterLoad())
    /// How many writes may wait; more are refused with `StoreProblem.busy`, because they would time out anyway.
    private let limit: Int
    /// How many writes share a commit: more would make the first wait longer than a commit costs.
    private let batch = 256

    /// Starts the thread, on which alone the driver's writing connection is used.
    init(_ driver: any Driver, limit: Int = 20_000) {
        self.limit = limit
        let thread = Thread { [self] in loop(driver) }
        thread.name = "writer"
        thread.stackSize = 8 << 20
        thread.start()
    }

    func submit(_ job: any WriteJob) {
        let refusal: StoreProblem? = waiting.withLock {
            if $0.closed { return .unreachable(reason: "closed") }
            if $0.jobs.count >= limit { return .busy }
            $0.jobs.append(job)
            return nil
        }
        if let refusal { job.answer(refusal) } else { signal.signal() }
    }

    /// Refuses new writes; those that wait are still done.
    func close() {
        waiting.withLock { $0.closed = true }
        signal.signal()
    }

    /// What waits now, and what was committed since the start.
    var load: WriterLoad {
        var load = done.withLock { $0 }
        load.waiting = waiting.withLock { $0.jobs.count }
        return load
    }

    private func loop(_ driver: any Driver) {
        while true {
            signal.wait()
            let (jobs, closed) = waiting.withLock { state in
                let taken = Array(state.jobs.prefix(batch))
                state.jobs.removeFirst(taken.count)
                return (taken, state.closed && state.jobs.isEmpty)
            }
            // One signal a job was sent; those of the rest of the batch are taken back.
            for _ in jobs.dropFirst() { _ = signal.wait(timeout: .now()) }
            if !jobs.isEmpty {
                do { try driver.write { perform(jobs, on: $0) } } catch { for job in jobs { job.answer(error) } }
            }
            if closed { return }
        }
    }

    private func perform(_ jobs: [any WriteJob], on connection: any Connection) {
        do {
            try commit(jobs, on: connection)
            for job in jobs { job.answer(nil) }
        } catch {
            try? connection.script("ROLLBACK")
            guard jobs.count > 1 || error as? StoreProblem == .conflict, connection.isAlive else {
                for job in jobs { job.answer(error) }
                return
            }
            for job in jobs { performAlone(job, on: connection) }
        }
    }

    private func performAlone(_ job: any WriteJob, on connection: any Connection) {
        for attempt in 1...5 {
            do {
                try commit([job], on: connection)
                return job.answer(nil)
            } catch {
                try? connection.script("ROLLBACK")
                if attempt == 5 || error as? StoreProblem != .conflict { return job.answer(error) }
            }
        }
    }

    private func commit(_ jobs: [any WriteJob], on connection: any Connection) throws {
        for sql in connection.dialect.beginWriting { try connection.script(sql) }
        let transaction = Transaction(connection)
        for job in jobs {
            try connection.script("SAVEPOINT write")
            let mark = transaction.sums.mark
            do {
                try job.run(transaction)
            } catch let problem as StoreProblem where problem == .conflict || !connection.isAlive {
                throw problem
            } catch {
                job.fail(error)
                try connection.script("ROLLBACK TO SAVEPOINT write")
                transaction.sums.restore(mark)
            }
            try connection.script("RELEASE SAVEPOINT write")
        }
        try transaction.settle()
        try connection.script("COMMIT")
        done.withLock {
            $0.commits += 1
            $0.writes += jobs.count
            $0.largest = max($0.largest, jobs.count)
        }
    }
}

/// How much the single writer has to do.
package struct WriterLoad: Sendable {
    /// Writes that wait for the next commit.
    package var waiting = 0
    package var commits = 0
    package var writes = 0
    /// Writes in the largest commit.
    package var largest = 0
}

/// A write that waits for the writer. `run` may be called again after a rollback; `answer` is called once.
protocol WriteJob: AnyObject, Sendable {
    func run(_ transaction: Transaction) throws
    func fail(_ error: any Error)
    /// Resumes the caller: with the result of the last run, its failure, or `error` when nothing was committed.
    func answer(_ error: (any Error)?)
}

/// Only the writer's thread touches a job between `submit` and `answer`, one call after the other: hence unchecked.
final class Write<Result: Sendable>: WriteJob, @unchecked Sendable {
    private let body: @Sendable (Transaction) throws -> Result
    private let continuation: CheckedContinuation<Result, any Error>
    private var outcome: Swift.Result<Result, any Error>?

    init(
        _ body: @escaping @Sendable (Transaction) throws -> Result,
        _ continuation: CheckedContinuation<Result, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(_ transaction: Transaction) throws { outcome = .success(try body(transaction)) }

    func fail(_ error: any Error) { outcome = .failure(error) }

    func answer(_ error: (any Error)?) {
        if case .failure(let own) = outcome { return continuation.resume(throwing: own) }
        if let error { return continuation.resume(throwing: error) }
        guard let outcome else { return continuation.resume(throwing: StoreProblem.conflict) }
        continuation.resume(with: outcome)
    }
}
