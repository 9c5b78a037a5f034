/// What was wrong with the length in front of a frame.
///
/// There is no way to find the next frame after a bad length, so each of these costs the sender its
/// connection.
package enum FrameViolation: Error, Equatable, Sendable {
    /// The length is greater than `Limits.frameBytesMax`.
    case tooLong(bytes: Int)
    /// The length is written in more bytes than it needs.
    case notMinimal
    /// The length goes on after three bytes.
    case unterminated
}
