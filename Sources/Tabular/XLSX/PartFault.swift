/// What is wrong inside one part of a workbook; the reader adds the file, the sheet and the place and makes it a
/// ``TableProblem``.
struct PartFault: Error {
    var reason: String
    var advice: String?

    init(_ reason: String, advice: String? = "Save the file again from a spreadsheet program") {
        self.reason = reason
        self.advice = advice
    }
}
