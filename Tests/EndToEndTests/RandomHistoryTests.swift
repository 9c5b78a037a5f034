import Testing

extension EndToEnd {
    /// Real nodes against a model of the merge that shares no code with them.
    @Suite struct RandomHistories {
        @Test(arguments: [1, 2, 3] as [UInt64])
        func `two nodes do what the model says, whatever is cut when`(seed: UInt64) throws {
            try withBank(of: "us", "ru") { bank in
                try bank.waitUntilConverged()
                var history = try RandomHistory(bank: bank, seed: seed, records: 2)
                try history.run(steps: 60)
            }
        }

        @Test(arguments: [11, 12] as [UInt64])
        func `three nodes do what the model says, whatever is cut when`(seed: UInt64) throws {
            try withBank(of: "aa", "bb", "cc") { bank in
                try bank.waitUntilConverged()
                var history = try RandomHistory(bank: bank, seed: seed, records: 2)
                try history.run(steps: 60)
            }
        }
    }
}
