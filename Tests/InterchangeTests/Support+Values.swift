import BankModel
import Interchange

extension ValueText {
    /// The value alone, where a test does not ask for the words.
    static func parse(
        _ text: String,
        as field: Field,
        in charter: Charter,
        kind: Kind,
        about subject: Kind? = nil
    ) throws(ValueError) -> Value {
        try read(text, as: field, in: charter, kind: kind, about: subject).value
    }
}

extension ValuePlain {
    /// The value alone, where a test does not ask for the words.
    static func parse(
        _ plain: Plain,
        as field: Field,
        in charter: Charter,
        kind: Kind,
        about subject: Kind? = nil
    ) throws(ValueError) -> Value {
        try read(plain, as: field, in: charter, kind: kind, about: subject).value
    }
}
