import ControlAPI
import Identity

/// The daemon, whole: the shell around the engine.
package enum JigDaemon {
    /// Runs the daemon of a home until it is told to stop; answers the exit code.
    package static func main(home: String) async -> Int32 {
        await Launch.run(home: home) { try Composition($0).engine() }
    }

    /// Checks a home and its configuration; answers the exit code.
    package static func check(home: String) async -> Int32 {
        await Launch.check(home: home) { surroundings in
            let home = Home(path: surroundings.home)
            _ = try home.logSigner()
            _ = try home.trust()
            _ = try home.credentials()
        }
    }
}
