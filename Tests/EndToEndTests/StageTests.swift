import Foundation
import Testing

extension EndToEnd {
    @Suite struct Stages {
        private static let notice = [
            "add", "notice", "title=Convoy", "activity=convoy",
            "volumes=34.5,38.25,10m @ 2031-01-01T10:00:00Z..2031-01-01T12:00:00Z",
        ]

        @Test func `a stage begins once both have agreed, with its kinds and its checks`() throws {
            let bank = try Bank(["us", "ru"])
            try bank.adoptCharter([
                "--stage", "lists:site,target:possible_duplicate", "--stage", "operations:all:all",
            ])
            for node in bank.nodes { try node.start() }
            try bank.waitUntilConverged()
            let (us, ru) = (try bank["us"], try bank["ru"])
            let shown = try us.ask("charter", "show", "\(bank.folder.path)/charter")
            #expect(shown["stages"].elements.map { $0["name"] } == ["lists", "operations"])
            for node in [us, ru] {
                #expect(try node.ask("stage")["current"] == "lists")
                let refused = try node.refuse(77, Self.notice)
                #expect(refused.errors.contains("a notice cannot be written in stage lists"))
            }
            _ = try us.addTarget("Depot")
            let before = try us.ask("check")
            #expect(before["stage"] == "lists")
            #expect(before["not_in_force"].elements.contains("notice_overlap"))
            #expect(try us.run("check").text.contains("not checked yet"))

            try us.refuse(66, "stage", "agree", "another")
            try us.refuse(75, "stage", "agree", "lists")
            let word = try ru.ask("stage", "agree", "operations", "--reason", "Lists are done")
            #expect(try ru.ask("stage", "agree", "operations")["id"] == word["id"])
            try bank.waitUntilConverged()
            let next = try us.ask("stage")["stages"].elements[1]
            #expect(next["state"] == "next" && next["missing"].elements == ["us"])
            #expect(next["agreed"].elements.map { $0["reason"] } == ["Lists are done"])
            #expect(try us.run("stage").text.contains("not agreed by us"))
            try us.refuse(77, Self.notice)
            try us.run("stage", "agree", "operations")
            try bank.waitUntilConverged()
            us.crash()
            try us.start()
            for node in [us, ru] {
                #expect(try node.ask("stage")["current"] == "operations")
                #expect(try node.jigctl(Self.notice).code == 0)
                #expect(try node.ask("check")["not_in_force"].elements.isEmpty)
            }
            for node in bank.nodes { node.stop() }
        }

        @Test func `a charter without a plan has everything in force, and says so`() throws {
            try withTwoPartners { us, _, _ in
                #expect(try us.ask("stage")["current"] == .null)
                #expect(try us.run("stage").text.contains("every kind and every check"))
                #expect(try us.ask("check")["stage"] == .null)
                try us.refuse(66, "stage", "agree", "operations")
            }
        }
    }
}
