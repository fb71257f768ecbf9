import PortalCore
import SignalingProtocol
import Testing

@Suite("When something is sent again")
struct RetryPlanTests {
    private static let now = Instant(milliseconds: 1_800_000_000_000)

    private func wait(_ plan: RetryPlan, failures: Int, _ kind: DeliveryFailure.Kind = .temporary, chance: Double = 0) -> Duration? {
        plan.nextAttempt(after: kind, failures: failures, now: Self.now, chance: chance).map { $0 - Self.now }
    }

    @Test func `waits grow, and after two days nothing is tried any more`() throws {
        let waits = (1...9).compactMap { wait(.standard, failures: $0) }
        #expect(waits.prefix(3) == [.seconds(60), .seconds(300), .seconds(900)])
        #expect(waits == waits.sorted())
        #expect(waits.count == 9)
        let total = waits.reduce(.zero, +)
        #expect(total > .seconds(45 * 3600) && total <= .seconds(48 * 3600))
        #expect(wait(.standard, failures: 10) == nil)
    }

    @Test func `what can't get better is given up at once`() {
        #expect(wait(.standard, failures: 1, .permanent) == nil)
        #expect(wait(.standard, failures: 1, .configuration) == .seconds(60))
    }

    @Test(arguments: [(-1.0, 100), (0.0, 100), (0.5, 110), (1.0, 120), (7.0, 120)])
    func `chance spreads attempts, within bounds`(chance: Double, seconds: Int) {
        #expect(wait(RetryPlan(waits: [.seconds(100)], spread: 0.2), failures: 1, chance: chance) == .seconds(seconds))
    }

    @Test(arguments: [0, -1, 2, .max]) func `a number of failures outside the plan gives nothing`(failures: Int) {
        #expect(wait(RetryPlan(waits: [.seconds(1)]), failures: failures) == nil)
    }

    @Test func `a failure is told in words that name nobody`() {
        #expect("\(DeliveryFailure(.permanent, .refused, status: 550))" == "permanent refused 550")
        #expect("\(DeliveryFailure(.temporary, .timedOut))" == "temporary timed_out")
    }
}
