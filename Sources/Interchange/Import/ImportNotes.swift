import BankModel

/// What the person who imports should know of how a file was read.
struct ImportNotes {
    let defaults: ImportDefaults
    let assembler: RowAssembler
    var isOwnExport = false
    var lacksCategory = false
    var attributes: [String] = []

    init(defaults: ImportDefaults, assembler: RowAssembler) {
        self.defaults = defaults
        self.assembler = assembler
    }

    /// One sentence each.
    var list: [String] {
        var notes: [String] = []
        if isOwnExport {
            notes.append("The file is an export of jig: rows are matched by their ids.")
        }
        if assembler.rowsLeavingAlone > 0 {
            notes.append(
                "Rows with fields that were in conflict when the file was exported: "
                    + "\(assembler.rowsLeavingAlone). Nothing is taken for those fields."
            )
        }
        if assembler.normalisedTexts > 0 {
            notes.append(
                "Texts that were not in Unicode's normal form C and are now: "
                    + "\(assembler.normalisedTexts)."
            )
        }
        if defaults.isCategoryAssumed, lacksCategory {
            notes.append("Where the file has no category, new records get `other`.")
        }
        if defaults.isNameAssumed, assembler.namelessPlaces > 0 {
            notes.append(
                "Rows without a name: \(assembler.namelessPlaces). New records get `unnamed`."
            )
        }
        if assembler.assumedUncertainties > 0 {
            let metres = ValueText.metres(defaults.uncertainty)
            notes.append(
                "Positions without an uncertainty: \(assembler.assumedUncertainties). "
                    + "\(metres) m is assumed."
            )
        }
        if !attributes.isEmpty {
            let names = attributes.prefix(40).map { "`\(Excerpt.of($0))`" }
            notes.append(
                "Columns that no field names are kept as attributes: "
                    + names.joined(separator: ", ") + (attributes.count > 40 ? ", …." : ".")
            )
        }
        return notes
    }
}
