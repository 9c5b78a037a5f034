package import BankModel

/// How many bytes may be on their way to one peer: about as many as it takes in a second.
///
/// Whatever has been handed down stands in front of all that comes later, an urgent notice too: in
/// our own queue, in the kernel's, in those of every machine on the road. Nobody says how long these
/// are, and nothing comes out of them again. So the sender asks. Behind what it sends goes a
/// question, a PROBE with an odd number; its answer says that all before it has come and was
/// committed. An answer that took `milliseconds`, with `bytes` on their way when it was asked for,
/// makes the window
///
///     least + bytes × second / max(milliseconds, second / 2)
///
/// A line that is full carries `bytes` in `milliseconds`, however much that is and however long the
/// answer itself had to wait on its way back. There the window is what the line carries in a second,
/// and `least`: whoever comes last waits for 1 s + least / rate, which is 3 s at 64 kbit/s. A line
/// that is not full answers within its round trip. While that is below half a second, the window
/// doubles with every answer, up to `Limits.windowBytesMax`; above a second, the line is not filled.
package struct Pace: Equatable, Sendable {
    /// The window that the newest answer gave.
    private var measured = Limits.windowBytesMin
    /// When that answer came, in milliseconds since 1970.
    private var answeredAt = Int64.min
    /// How long it took.
    private var answerMilliseconds: Int64 = 0
    /// Bytes that were sent behind the newest question.
    private var bytesUnasked = 0
    /// Questions without an answer, oldest first.
    private var questions: [Question] = []
    private var lastNumber: UInt64 = 1

    private struct Question: Equatable {
        let number: UInt64
        /// What was sent between the question before and this one.
        let bytes: Int
        /// All that was on its way then.
        let bytesOnTheWay: Int
        let askedAt: Int64
    }

    package init() {}

    /// Bytes that were sent and that no answer has covered yet.
    package var bytesOnTheWay: Int { questions.reduce(bytesUnasked) { $0 + $1.bytes } }

    /// Whether no answer is to come that could make room: then one entry may go, whatever its size.
    package var isUnquestioned: Bool { questions.isEmpty }

    /// How many further bytes of a channel may be sent.
    ///
    /// `ops` may have as much again as the window, so that no bank ever fills it for a notice.
    package func room(for channel: Channel, at now: Int64) -> Int {
        let window = window(at: now)
        return (channel == .ops ? 2 * window : window) - bytesOnTheWay
    }

    /// How long the peer takes to answer, as far as that matters now; 0 while nothing is asked.
    package func delay(at now: Int64) -> Int64 {
        guard let oldest = questions.first else { return 0 }
        return max(answerMilliseconds, now - oldest.askedAt)
    }

    /// Counts bytes that are handed down.
    package mutating func send(_ bytes: Int) { bytesUnasked += bytes }

    /// The number of a question that is worth sending now, behind all that was sent: one for each
    /// quarter of the window, or largest frame.
    package mutating func question(at now: Int64) -> UInt64? {
        let quarter = min(window(at: now) / 4, Limits.frameBytesMax)
        guard bytesUnasked >= quarter, questions.count < Limits.questionsMax else { return nil }
        lastNumber &+= 2
        questions.append(
            Question(
                number: lastNumber,
                bytes: bytesUnasked,
                bytesOnTheWay: bytesOnTheWay,
                askedAt: now
            )
        )
        bytesUnasked = 0
        return lastNumber
    }

    /// Takes the answer to a question, which answers those before it too.
    ///
    /// False, and nothing has changed, where no such question waits for an answer.
    package mutating func answer(_ number: UInt64, at now: Int64) -> Bool {
        guard let index = questions.firstIndex(where: { $0.number == number }) else { return false }
        let question = questions[index]
        questions.removeFirst(index + 1)
        answeredAt = now
        answerMilliseconds = max(0, now - question.askedAt)
        let second = Limits.windowMilliseconds
        let share = Int64(question.bytesOnTheWay) * second / max(answerMilliseconds, second / 2)
        measured = min(Limits.windowBytesMin + Int(share), Limits.windowBytesMax)
        return true
    }

    /// What was measured is trusted while answers come, or are due; then it is measured anew.
    private func window(at now: Int64) -> Int {
        let (age, isOverflowing) = now.subtractingReportingOverflow(answeredAt)
        let isFresh = !isOverflowing && (0..<Limits.windowMilliseconds).contains(age)
        return isUnquestioned && !isFresh ? Limits.windowBytesMin : measured
    }
}
