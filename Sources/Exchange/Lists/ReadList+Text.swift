import Tabular

extension ReadList {
    /// What a column of the model was read from in a row, in the row's own spelling.
    func text(_ column: String, _ fields: CSVFields) -> String {
        func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        let isPlace = LabelledAddress.columns.contains(column)
        var texts: [String] = []
        for heading in map.columns[column] ?? [] {
            guard let index = try? file.column(heading) else { continue }
            let bytes = fields.field(0, index)
            if isPlace, heading == address {
                if let parts = LabelledAddress(bytes) {
                    if let part = parts.place(column) {
                        texts.append(shown(UnsafeBufferPointer(rebasing: bytes[part])))
                    }
                } else if column == columnOfWholeAddress {
                    texts.append(shown(bytes))
                }
            } else if map.namesGuardians, column == "name" || column == "guardian" {
                let named = NamedWithGuardian(bytes)
                let part = column == "name" ? named?.name ?? bytes.indices : named?.guardian ?? 0..<0
                texts.append(shown(UnsafeBufferPointer(rebasing: bytes[part])))
            } else {
                texts.append(shown(bytes))
            }
        }
        return texts.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
