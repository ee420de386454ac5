extension Rules {
    /// The schemes that people can apply for, by code.
    package var schemes: [String] { ["wb_migrant", "bocw", "mp_2018", "eshram", "saspfuw"] }
}
