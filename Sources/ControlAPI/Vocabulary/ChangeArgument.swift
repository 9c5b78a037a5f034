import BankModel

extension Change {
    /// Sets a register to what somebody typed.
    package init(setting field: String, to text: String) {
        self.init(field: field, action: .set, value: .text(text))
    }

    /// The value as somebody typed it; nil where there is none or it was not typed.
    package var typed: String? {
        get { if case .text(let text)? = value { text } else { nil } }
        set { value = newValue.map { .text($0) } }
    }
}

/// One change as an operator types it: `field=value`, `field=`, `tags+=x`, `tags-=x`.
package enum ChangeArgument {
    /// Reads the arguments in order.
    ///
    /// Throws a `Failure` (64) that quotes the argument which is no change, or the field that is set
    /// twice.
    package static func changes(from arguments: [String]) throws(Failure) -> [Change] {
        var changes: [Change] = []
        for argument in arguments {
            let change = try change(from: argument)
            if [.set, .clear].contains(change.action),
                changes.contains(where: { $0.field == change.field })
            {
                throw Failure(
                    .usage,
                    "\(change.field) is given twice",
                    next: "give each field one value"
                )
            }
            changes.append(change)
        }
        return changes
    }

    /// Reads one argument: the name ends at the first `=`, all after it is the value.
    static func change(from argument: String) throws(Failure) -> Change {
        guard let equals = argument.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            throw malformed(argument)
        }
        var field = String(argument[..<equals])
        let value = String(argument[argument.utf8.index(after: equals)...])
        let mark = field.last
        if mark == "+" || mark == "-" { field.removeLast() }
        guard !field.isEmpty else { throw malformed(argument) }
        if mark != "+", mark != "-" {
            return value.isEmpty
                ? Change(field: field, action: .clear)
                : Change(field: field, action: .set, value: .text(value))
        }
        guard !value.isEmpty else { throw malformed(argument) }
        let action: Change.Action = mark == "-" ? .remove : isList(field) ? .append : .add
        return Change(field: field, action: action, value: .text(value))
    }

    private static func isList(_ name: String) -> Bool {
        RuleSet.released.lazy.flatMap(\.kinds).flatMap(\.fields).contains {
            $0.name == name && $0.merge == .list
        }
    }

    private static func malformed(_ argument: String) -> Failure {
        Failure(
            .usage,
            "`\(argument)` is not a change",
            next: "write field=value, field= to clear, tags+=x, tags-=x or remarks+=text"
        )
    }
}
