import Glibc

/// Why a program could not be run, or what came of it where it had to succeed.
package struct ChildError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }

    init(_ what: String, _ code: CInt) {
        description = "\(what): \(String(cString: strerror(code)))"
    }
}
