import Foundation

/// A branch of a bank by its IFSC, as far as the shipped list knows it.
package struct BankBranch: Sendable, Hashable {
    package let bank: String
    /// ISO 3166-2 without `IN-`, such as `WB`.
    package let state: String

    fileprivate struct Branches {
        let state: String
        let bank: String
        /// The last six characters of each, in order, seven bytes apart.
        let codes: [UInt8]
    }

    private static let byBank: [String: [Branches]] = {
        let file = Rules.builtInFolder().appending(path: "ifsc.tsv")
        var banks: [String: [Branches]] = [:]
        for line in ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
        where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t")
            guard cells.count == 4 else { continue }
            banks[String(cells[0]), default: []].append(
                Branches(state: String(cells[1]), bank: String(cells[2]), codes: Array(cells[3].utf8)))
        }
        return banks
    }()

    /// Nil where the list doesn't have the code.
    package static func named(_ ifsc: String) -> BankBranch? {
        let wanted = Array(ifsc.utf8.suffix(6))
        guard ifsc.utf8.count == 11, let branches = byBank[String(ifsc.prefix(4))] else { return nil }
        return branches.first { $0.has(wanted) }.map { BankBranch(bank: $0.bank, state: $0.state) }
    }

    /// The form that every code has.
    package static func isCode(_ text: String) -> Bool { text.wholeMatch(of: /[A-Z]{4}0[A-Z0-9]{6}/) != nil }
}

extension BankBranch.Branches {
    fileprivate func has(_ wanted: [UInt8]) -> Bool {
        var low = 0
        var high = (codes.count + 1) / 7
        while low < high {
            let middle = (low + high) / 2
            let found = codes[(middle * 7)..<(middle * 7 + 6)]
            if found.elementsEqual(wanted) { return true }
            if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return false
    }
}
