import Foundation
import Testing

extension EndToEnd {
    @Suite struct Leaving {
        @Test func `who leaves seals the bank on both sides, and it can be read and exported`()
            throws
        {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Depot")
                try bank.waitUntilConverged()
                try us.run("peer", "pause", "ru")
                try ru.run("edit", target, "name=Mill", "--current")
                try us.run("edit", target, "name=Tower", "--current")
                try us.run("peer", "resume", "ru")
                try ru.refuse(64, "leave")
                try ru.refuse(64, "leave", "--confirm", "another")
                let word = try ru.ask("leave", "--confirm", "test", "--reason", "It is over")
                #expect(word["id"].string == "ru-w1")
                try eventually("both sides are sealed") {
                    try us.status()["sealed"]["says"].string == "left"
                }
                try bank.waitUntilConverged()
                for node in [us, ru] { try expectSealed(node, target) }
            }
        }

        private func expectSealed(_ node: Node, _ target: String) throws {
            let sealed = try node.status()["sealed"]
            #expect(sealed["partner"].string == "ru" && sealed["reason"].string == "It is over")
            #expect(sealed["operator"].string?.isEmpty == false)
            let shown = try node.run("status").text
            #expect(shown.contains("SEALED") && shown.contains("It is over"))
            let refused = try node.refuse(77, "edit", target, "name=Hut", "--current")
            #expect(refused.errors.contains("the bank is sealed, since ru has left it"))
            try node.refuse(77, "add", "target", "name=x", "category=facility", "place=1,1,1m")
            try node.refuse(77, "withdraw", target, "--reason", "x", "--current")
            for id in try node.conflictIDs() {
                try node.refuse(77, "resolve", id, "--set", "x", "--reason", "x")
            }
            try node.refuse(77, "leave", "--confirm", "test")
            let file = node.folder.appending(path: "rows.csv")
            try Data("name,category,place\nx,facility,\"1,1,1m\"\n".utf8).write(to: file)
            let path = file.path(percentEncoded: false)
            try node.refuse(77, "import", path, "--kind", "target")
            #expect(try node.run("export", "--format", "csv").text.contains("\(target)"))
            #expect(try node.ask("show", target)["conflicted"] == true)
            #expect(try node.ask("log", "verify")["digest_matches"] == true)
            #expect(try node.ask("rebuild")["same"] == true)
            let copy = node.folder.appending(path: "copy").path(percentEncoded: false)
            try node.run("backup", copy)
            #expect(try node.ask("history", target)["entries"].elements.isEmpty == false)
        }

        @Test func `a bank that was left while apart is sealed and whole once they meet again`()
            throws
        {
            try withTwoPartners { us, ru, bank in
                ru.stop()
                let target = try us.addTarget("Depot")
                try us.run("leave", "--confirm", "test")
                us.crash()
                try us.start()
                try us.refuse(77, "edit", target, "name=Hut", "--current")
                try ru.start()
                try bank.waitUntilConverged()
                try ru.refuse(77, "edit", target, "name=Hut", "--current")
                #expect(try ru.ask("peer", "list")["peers"].elements[0]["state"] == "left")
                us.stop()
                try eventually("the archive is whole, whoever is there") {
                    let status = try ru.status()
                    let peer = status["peers"].elements[0]
                    return status["converged"] == true && peer["state"] == "left"
                        && peer["standing"]["says"] == "left"
                }
                ru.crash()
                try ru.start()
                let status = try ru.status()
                #expect(status["converged"] == true && status["sealed"]["partner"] == "us")
                try us.start()
            }
        }
    }
}
