/// Why a configuration is not used: where the fault stands, what it is, what may stand there.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The file as it was named.
    package let file: String
    /// From 1; nil where the file could not be read at all.
    package let line: Int?
    /// From 1, in characters.
    package let column: Int?
    /// The key as a path, `log.level`; empty where the fault is not one key's.
    package let key: String
    /// What is wrong; where there is no line, the file is named in it.
    package let problem: String
    /// What would be right; empty where there is nothing to list.
    package let allowed: String

    init(
        file: String,
        mark: (line: Int, column: Int)?,
        key: String = "",
        problem: String,
        allowed: String = ""
    ) {
        self.file = file
        line = mark?.line
        column = mark?.column
        self.key = key
        self.problem = problem
        self.allowed = allowed
    }

    /// One line.
    ///
    /// `jigd.yaml:7:10: log.level: "loud" is not a level; allowed: trace, debug, info`
    package var description: String {
        guard let line, let column else { return problem }
        var text = "\(Escaping.text(file)):\(line):\(column): "
        if !key.isEmpty { text += "\(Escaping.text(key)): " }
        text += problem
        if !allowed.isEmpty { text += "; allowed: \(allowed)" }
        return text
    }
}
