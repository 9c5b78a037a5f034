import BankModel

/// The name of an operator as it is typed.
package enum OperatorArgument {
    /// The name under which the daemon writes what nobody asked it to write: no human bears it,
    /// however it is capitalised.
    package static let ofDaemon = "jigd"

    /// Reads the name and puts it into normal form C, or says what is wrong with it (64).
    package static func name(from argument: String) throws(Failure) -> String {
        let argument = NormalForm.of(argument)
        if argument.lowercased() == ofDaemon {
            throw Failure(
                .usage,
                "`\(argument)` is the name under which the daemon itself writes",
                next: "give yours: --operator NAME"
            )
        }
        guard (1...Limits.operatorBytesMax).contains(argument.utf8.count),
            argument.utf8.first != UInt8(ascii: " "), argument.utf8.last != UInt8(ascii: " "),
            TerminalText.escaping(argument) == argument
        else {
            throw Failure(
                .usage,
                "`\(argument)` cannot be an operator's name",
                next: "give 1 to \(Limits.operatorBytesMax) bytes that show as they are"
            )
        }
        return argument
    }
}
