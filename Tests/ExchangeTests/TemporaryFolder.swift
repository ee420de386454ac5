import Foundation

/// Lends a new folder among the temporary files; it is removed afterwards with all that is in it.
func withTemporaryFolder<R>(_ body: (String) throws -> R) throws -> R {
    let folder = NSTemporaryDirectory() + "/shramik-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// Writes a text as a UTF-8 file and returns its path.
@discardableResult
func write(_ text: String, to path: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
}

func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

/// The lines of a text file, without their ends.
func lines(_ path: String) throws -> [String] {
    String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().map(String.init)
}

/// All files below a folder, by their paths within it; folders are not named.
func files(below folder: String) -> Set<String> {
    let manager = FileManager.default
    guard let found = manager.enumerator(atPath: folder) else { return [] }
    return Set(
        found.compactMap { $0 as? String }.filter { name in
            var isFolder: ObjCBool = false
            return manager.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
        })
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
