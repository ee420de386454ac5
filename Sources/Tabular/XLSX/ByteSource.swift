/// Where the bytes of a part come from, piece by piece.
protocol ByteSource: AnyObject {
    /// Fills at most `piece` and says how many bytes came; 0 at the end. Throws ``PartFault``.
    func read(into piece: UnsafeMutableRawBufferPointer) throws -> Int
    /// Gives back what the source holds; nothing can be read afterwards.
    func close()
}

/// Bytes that are in memory already.
final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0
    private let step: Int

    init(_ bytes: [UInt8], step: Int = .max) {
        self.bytes = bytes
        self.step = step
    }

    func read(into piece: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(piece.count, step, bytes.count - position)
        piece.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }

    func close() {}
}
