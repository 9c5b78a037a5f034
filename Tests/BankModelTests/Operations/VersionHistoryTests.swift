import Testing

@testable import BankModel

/// Which version follows which.
@Suite struct VersionHistoryTests {
    /// 1 created the record; 2 ← 3 ← 4 and 2 ← 5 are one register, 6 replaced both 4 and 5; 7 is
    /// another register; 8 ended 9 and left nothing.
    private static let history = VersionHistory([
        operation(1, .life, []), operation(2, .name, []), operation(3, .name, [2]),
        operation(4, .name, [3]), operation(5, .name, [2]), operation(6, .name, [4, 5]),
        operation(7, .rules, []), operation(9, .text, []), operation(8, .text, [9], isEmpty: true),
    ])

    @Test(
        arguments: [
            ([1, 3], [1, 2], true), ([1, 4], [1, 2], true), ([1, 2], [1, 3], false),
            ([1, 2, 7], [1, 2], true), ([1, 2], [1, 2, 7], false), ([1, 2], [1, 2], false),
            ([1, 4], [1, 5], false), ([1, 5], [1, 4], false), ([1, 4, 5], [1, 4], true),
            ([1, 4, 5], [1, 3], true), ([1, 6], [1, 4, 5], true), ([1, 6], [1, 5], true),
            ([1, 4, 7], [1, 5], false), ([1, 5, 7], [1, 4], false), ([1, 6], [1, 7], false),
            ([1, 2, 9], [1, 2], false), ([1, 2], [1, 2, 9], false), ([1, 3], [1, 2, 9], false),
            ([1, 3, 9], [1, 2, 9], true), ([1, 40], [1, 2], false), ([1, 2, 40], [1, 2], true),
        ] as [([UInt8], [UInt8], Bool)]
    )
    func `a version follows those whose every value it has or has replaced`(
        later: [UInt8],
        earlier: [UInt8],
        follows: Bool
    ) {
        let later = Version(dots: later.map { Sample.dot($0) })
        let earlier = Version(dots: earlier.map { Sample.dot($0) })
        #expect(Self.history.follows(later, earlier) == follows)
    }

    @Test func `no two versions follow each other, and following goes on`() {
        let versions = (0..<64).map { bits in
            Version(dots: (0..<6).filter { bits >> $0 & 1 == 1 }.map { Sample.dot($0 + 2) })
        }
        for one in versions {
            for two in versions where Self.history.follows(one, two) {
                #expect(!Self.history.follows(two, one))
                for three in versions where Self.history.follows(two, three) {
                    #expect(Self.history.follows(one, three))
                }
            }
        }
    }

    private static func operation(
        _ number: UInt8,
        _ field: FieldID,
        _ supersedes: [UInt8],
        isEmpty: Bool = false
    ) -> PastOperation {
        PastOperation(
            dot: Sample.dot(number),
            author: Sample.author("us"),
            field: field,
            merge: .register,
            supersedes: supersedes.map { Sample.dot($0) },
            aware: [],
            value: isEmpty ? nil : .text("\(number)"),
            typed: [],
            reason: nil,
            invalidity: nil
        )
    }
}
