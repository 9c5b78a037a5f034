import ControlAPI

/// The daemon, whole: the shell around the engine.
package enum JigDaemon {
    /// Runs the daemon of a home until it is told to stop; answers the exit code.
    package static func main(home: String) async -> Int32 {
        await Launch.run(home: home) { _ in
            throw Failure(.internalError, "this build of jigd has no engine")
        }
    }

    /// Checks a home and its configuration; answers the exit code.
    package static func check(home: String) async -> Int32 {
        await Launch.check(home: home) { _ in }
    }
}
