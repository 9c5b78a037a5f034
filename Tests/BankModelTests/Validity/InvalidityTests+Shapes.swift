import Simulation
import Testing

@testable import BankModel

// What an operation is made of.

extension InvalidityTests {
    static let shapes: [Twins] = [
        shape("a set as a register", .wrongMerge, set(.tags, .register, value: .word("x"))) {
            set(.tags, .set, value: .word("x"))
        },
        shape("a register as a set", .wrongMerge, set(.name, .set)) { set(.name) },
        shape("life as a set", .wrongMerge, set(.life, .set, value: .life(.withdrawn))) {
            set(.life, value: .life(.withdrawn))
        },
        shape("a value that is missing", .wrongShape, set(.name, value: nil)) { set(.name) },
        shape("a removal of a register", .wrongShape, remove(.name, .register, nil)) {
            remove(.tags, .set, nil)
        },
        shape("a removal with a value", .wrongShape, remove(.tags, .set, .word("x"))) {
            remove(.tags, .set, nil)
        },
        Twins(
            testDescription: "a remark that replaces another",
            reason: .wrongShape,
            bad: { scene in
                let dot = try scene.name(try scene.dot(.remarks, of: scene.target))
                return try scene.change(scene.target, set(.remarks, .list, naming: [dot]))
            },
            good: { try $0.change($0.target, set(.remarks, .list)) }
        ),
        Twins(
            testDescription: "a tag aware of life",
            reason: .wrongShape,
            bad: { scene in
                let life = try scene.name(scene.target)
                let tag = set(.tags, .set, aware: [life], value: .word("x"))
                return try scene.change(scene.target, tag)
            },
            good: { try $0.change($0.target, set(.tags, .set, value: .word("x"))) }
        ),
    ]

    private static func remove(
        _ field: FieldID,
        _ merge: Merge,
        _ value: Value?
    ) -> BankModel.Operation {
        BankModel.Operation(kind: .remove, field: field, merge: merge, value: value)
    }

    private static func shape(
        _ name: String,
        _ reason: Invalidity,
        _ bad: BankModel.Operation,
        good: () -> BankModel.Operation
    ) -> Twins {
        let good = good()
        return Twins(
            testDescription: name,
            reason: reason,
            bad: { try $0.change($0.target, bad) },
            good: { try $0.change($0.target, good) }
        )
    }

    static let values: [Twins] = [
        shape(
            "a value of another type",
            .badValue("a value of another type"),
            set(.name, value: .word("x"))
        ) { set(.name) },
        shape(
            "a name that is cleared",
            .badValue("name is required"),
            set(.name, value: .cleared)
        ) { set(.control, value: .cleared) },
        shape(
            "life that is cleared",
            .badValue("@life cannot be cleared"),
            set(.life, value: .cleared)
        ) { set(.life, value: .life(.withdrawn)) },
        shape(
            "a tag that is cleared",
            .badValue("only a register can be cleared"),
            set(.tags, .set, value: .cleared)
        ) { set(.tags, .set, value: .word("x")) },
        shape(
            "a key of two lines",
            .badValue("its key: holds the control character 10"),
            set(.attribute("a\nb"))
        ) { set(.attribute("a b")) },
    ]
}
