import Synchronization

/// The configuration in force, which a reload may change while others read it.
package final class LiveConfiguration: Sendable {
    private let stored: Mutex<Configuration>
    private let file: String

    /// `file` is what `reload` reads again.
    package init(_ configuration: Configuration, file: String) {
        stored = Mutex(configuration)
        self.file = file
    }

    /// What is in force now.
    package var current: Configuration { stored.withLock { $0 } }

    /// Reads the file again and takes over what needs no restart.
    ///
    /// Answers everything that the file says differently. Throws `ConfigurationError`, in which case
    /// nothing has changed.
    package func reload() throws(ConfigurationError) -> [Configuration.Change] {
        let new = try Configuration.read(file)
        return stored.withLock { current in
            let changes = new.changes(from: current)
            current = current.adopting(new)
            return changes
        }
    }
}
