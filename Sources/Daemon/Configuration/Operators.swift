import BankModel
import ControlAPI

/// A user of this machine, by number; never the 0xFFFFFFFF that the kernel answers for nobody.
package struct UserID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The uid.
    package let number: UInt32

    /// Nil for −1, which stands for nobody and so for no operator either.
    package init?(_ number: UInt32) {
        guard number != .max else { return nil }
        self.number = number
    }

    package var description: String { String(number) }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// The name that an operator's entries carry: 1 to `Limits.operatorBytesMax` bytes that show as
/// they are, and never the daemon's.
package struct OperatorName: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    package let text: String

    /// The name under which the daemon writes what nobody asked it to write.
    package static let ofDaemon = OperatorArgument.ofDaemon

    /// Nil where the name is the daemon's, empty, too long, begins or ends with a space, or holds a
    /// character that a terminal would not show as itself.
    package init?(_ text: String) {
        let space = UInt8(ascii: " ")
        guard text.lowercased() != Self.ofDaemon,
            (1...Limits.operatorBytesMax).contains(text.utf8.count),
            text.utf8.first != space, text.utf8.last != space,
            !text.unicodeScalars.contains(where: Escaping.mustEscape)
        else { return nil }
        self.text = text
    }

    package var description: String { text }

    package static func == (left: Self, right: Self) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
