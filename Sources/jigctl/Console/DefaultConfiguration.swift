import ControlAPI
import Glibc

/// The commented `jigd.yaml` that `init` writes: every key, those at their defaults as comments.
struct DefaultConfiguration {
    private let listen: String
    private let caller = getuid()
    private let operatorName: String

    /// Maps the caller to `operatorName`, or to the login name.
    ///
    /// Throws a `Failure` (64) for a name or an address that the file cannot hold.
    init(listen: String, operatorName: String?) throws {
        self.operatorName = try OperatorArgument.name(
            from: operatorName ?? Self.loginName(of: caller)
        )
        guard TerminalText.escaping(listen) == listen else {
            throw Failure(.usage, "`\(listen)` is not an address", next: "give HOST:PORT")
        }
        self.listen = listen
    }

    /// The file's text.
    func text(partner: String) -> String {
        """
        # Configuration of the jig node of \(partner). Read at start and again on SIGHUP.
        # An unknown key or a bad value is refused, with its line.

        # Where partners' nodes reach this one: host:port, [ipv6]:port. Needs a restart.
        listen: \(Self.quoted(listen))

        # Where to reach a partner instead of at the address on its card.
        # peers:
        #   ru: 192.0.2.7:7700

        # Which user of this machine (uid) writes under which name.
        # Everybody else who can open the control socket may only read.
        operators:
          \(caller): \(Self.quoted(operatorName))

        # log:
        #   format: text    # text, json (one object a line)
        #   level: info     # trace, debug, info, notice, warning, error, critical

        # control:
        #   mode: "0660"    # permission bits of the control socket: "0600", "0660"

        # Whether GET /metrics on the control socket answers.
        # metrics: true

        # For how many days a new TLS certificate of this node is valid, 1 to 397.
        # leaf_days: 30

        """
    }

    private static func loginName(of user: uid_t) -> String {
        let entry = getpwuid(user)
        return entry.map { String(cString: $0.pointee.pw_name) } ?? "uid\(user)"
    }

    /// A YAML double-quoted scalar; what was let in needs no other escapes.
    private static func quoted(_ text: String) -> String {
        let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\""
    }
}
