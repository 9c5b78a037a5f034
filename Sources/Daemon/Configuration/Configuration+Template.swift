package import BankModel

extension Configuration {
    /// A commented `jigd.yaml` that reads back as given: the format's one full description.
    ///
    /// Every key is there, those at their defaults as comments.
    package static func template(
        partner: PartnerID,
        listen: NetworkAddress,
        operators: [UserID: OperatorName]
    ) -> String {
        let mapped =
            operators.isEmpty
            ? "operators: {}"
            : "operators:\n"
                + operators.sorted { $0.key < $1.key }
                .map { "  \($0.key): \(quoted($0.value))" }
                .joined(separator: "\n")
        return """
            # Configuration of the jig node of \(partner). Read at start and again on SIGHUP.
            # An unknown key or a bad value is refused, with its line; nothing is guessed.

            # Where partners' nodes reach this one: host:port, [ipv6]:port. Needs a restart.
            listen: \(quoted(listen.description))

            # Where to reach a partner instead of at the address on its card.
            # peers:
            #   ru: 192.0.2.7:7700

            # Which user of this machine (uid) writes under which name.
            # Everybody else who can open the control socket may only read.
            \(mapped)

            # log:
            #   format: text    # text, json (one object a line)
            #   level: info     # trace, debug, info, notice, warning, error, critical

            # control:
            #   mode: "0660"    # permission bits of the control socket: "0600", "0660". Needs a restart.

            # Whether GET /metrics on the control socket answers.
            # metrics: true

            # For how many days a new TLS certificate of this node is valid, 1 to 397.
            # leaf_days: 30

            """
    }

    /// A YAML double-quoted scalar.
    ///
    /// No type that is written here lets through a character that would need more.
    private static func quoted(_ value: some CustomStringConvertible) -> String {
        var text = "\""
        for scalar in value.description.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
