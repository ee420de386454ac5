import Foundation
import Synchronization

/// A PostgreSQL server: connections for reading that are lent one transaction at a time, and one for writing.
final class PostgresServer: Driver {
    private let connect: @Sendable () throws -> PostgresConnection
    private let idle = Mutex<[PostgresReader]>([])
    /// Bounds the connections: readers beyond them wait for one to come back.
    private let places: AsyncSemaphore
    private let writing: PostgresWriter

    init(url: String, schema: String? = nil, readers: Int = 8) throws {
        connect = { try PostgresConnection(url: url, schema: schema) }
        places = AsyncSemaphore(readers)
        writing = PostgresWriter(try connect())
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
        await places.wait()
        defer { places.signal() }
        let reader = idle.withLock { $0.popLast() } ?? PostgresReader(connect)
        let result = try await reader.read(body)
        idle.withLock { $0.append(reader) }
        return result
    }

    func write(_ body: (any Connection) -> Void) throws { body(try writing.connection(connect)) }

    func copy(to path: String) throws {
        throw StoreProblem.statement(
            reason: "a server is backed up with its own tools: pg_dump, or pg_basebackup and its write-ahead log")
    }

    func close() { idle.withLock { $0 = [] } }
}

/// Only the writer's thread calls it after `init`: hence unchecked.
private final class PostgresWriter: @unchecked Sendable {
    private var current: PostgresConnection

    init(_ connection: PostgresConnection) { current = connection }

    func connection(_ connect: () throws -> PostgresConnection) throws -> PostgresConnection {
        if !current.isAlive { current = try connect() }
        return current
    }
}

/// A connection with a queue of its own, because libpq's calls block. All use goes through the queue: hence unchecked.
private final class PostgresReader: @unchecked Sendable {
    private let queue = DispatchQueue(label: "reader")
    private let connect: @Sendable () throws -> PostgresConnection
    private var connection: PostgresConnection?

    init(_ connect: @escaping @Sendable () throws -> PostgresConnection) { self.connect = connect }

    func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try self.attempt(body) }) }
        }
    }

    private func attempt<Result>(_ body: (Transaction) throws -> Result) throws -> Result {
        let usable = try connection.flatMap { $0.isAlive ? $0 : nil } ?? connect()
        connection = usable
        try usable.script(Dialect.postgres.beginReading)
        do {
            let result = try body(Transaction(usable))
            try usable.script("COMMIT")
            return result
        } catch {
            try? usable.script("ROLLBACK")
            throw error
        }
    }
}

/// Lets a fixed number of tasks through; the others wait in order.
final class AsyncSemaphore: Sendable {
    private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(_ free: Int) { state = Mutex((free, [])) }

    func wait() async {
        await withCheckedContinuation { continuation in
            let goes = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if goes { continuation.resume() }
        }
    }

    func signal() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
