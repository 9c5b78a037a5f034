/// Which release of jig this is.
package enum Release {
    /// The number that `--version` prints.
    package static let version = "0.1.0"
}
