import Exchange
import Registry
import Synchronization

/// Batches that this server works on in the background: each once, however often its page is looked at.
///
/// A server that was stopped goes on where it was as soon as somebody looks at the batch.
final class BatchWork: Sendable {
    private let running = Mutex<Set<RecordID>>([])

    func begin(_ batch: Batch, as actor: Actor, in registry: Registry) {
        let id = batch.id
        guard [.checking, .taking].contains(batch.status), running.withLock({ $0.insert(id).inserted }) else { return }
        Task { [self] in
            // What goes wrong leaves the batch as far as it came; its page begins it again.
            _ = try? await BatchRun(in: registry, as: actor).work(id)
            running.withLock { _ = $0.remove(id) }
        }
    }
}
