import SignalingProtocol

/// The clock against people: at the very instant, whichever is handled first.
extension Race {
    /// Entry closes 1,800 s after the start, the session is over after 3,000, and nobody returns after 4,800.
    private static let closing = Act.clock(.seconds(1_800)), hardEnd = Act.clock(.seconds(4_800))
    private static let reopen = Act.say(.roomReopen)
    private static let alone: [Act] = [.hello("Roy", .host), .hello("Ann"), .admit(["Ann"])]

    static let clock: [Race] = [
        Race(
            "entry closes, admit somebody away", in: line + [.drop("Ann"), closing], .alarm, .admit(["Ann"]),
            forth: .init(.nothing, .gone, ["Ann": .left], closed: ["Ann": .closed]),
            back: .init(.nothing, .admitted, ["Ann": .admitted])),
        Race(
            "entry closes, resume", in: line + [.drop("Ann"), closing], .alarm, .resume("Ann"),
            forth: .init(.nothing, .turnedAway(.windowClosed, .closed), ["Ann": .left], closed: ["Ann": .closed]),
            back: .init(.nothing, .waits, ["Ann": .waiting])),
        Race(
            "entry closes, reopen", in: line + [.drop("Ann"), closing], .alarm, reopen,
            forth: .init(.nothing, .done, ["Ann": .left], closed: ["Ann": .closed]),
            back: .init(.nothing, .done, ["Ann": .waiting])),
        Race(
            "reopen, hello", in: hosts + [closing], reopen, .hello("Ann"),
            forth: .init(.done, .waits, ["Ann": .waiting]), back: .init(.done, .turnedAway(.windowClosed, .closed), [:])),
        Race(
            "reopened from outside, hello", in: hosts + [closing], .portal(.reopened), .hello("Ann"),
            forth: .init(.nothing, .waits, ["Ann": .waiting]), back: .init(.nothing, .turnedAway(.windowClosed, .closed), [:])),
        Race(
            "the hard end, a host's hello", in: [.hello("Ann"), hardEnd], .alarm, .hello("Roy", .host),
            forth: .init(.nothing, .isIn, ["Ann": .ended, "Roy": .admitted], closed: ["Ann": .ended]),
            back: .init(.nothing, .isIn, ["Ann": .waiting, "Roy": .admitted])),
        Race(
            "the hard end, extend", in: line + [hardEnd], .alarm, .say(.roomExtend(Extend(until: Scene.start + .seconds(6_000)))),
            forth: .init(.nothing, .done, ["Ann": .waiting]), back: .init(.nothing, .done, ["Ann": .waiting])),
        Race(
            "the hard end, the last host leaves", in: alone + [.hello("Ben"), hardEnd], .alarm, .leave("Roy"),
            forth: .init(.nothing, .done, ["Ann": .admitted, "Ben": .waiting], closed: ["Roy": .normal]),
            back: .init(.nothing, .done, ["Ann": .ended, "Ben": .ended], closed: ["Roy": .normal, "Ann": .ended, "Ben": .ended])),
        Race(
            "extend after the hard end, resume", in: alone + [.leave("Roy"), hardEnd, .alarm, .hello("Roy", .host)],
            .say(.roomExtend(Extend(until: Scene.start + .seconds(6_000)))), .resume("Ann"),
            forth: .init(.done, .isIn, ["Ann": .admitted]),
            back: .init(.done, .turnedAway(.windowClosed, .ended), ["Ann": .ended])),
        Race(
            "extend, extend further by another host", in: line, .say(.roomExtend(Extend(until: Scene.start + .seconds(3_600)))),
            .say(.roomExtend(Extend(until: Scene.start + .seconds(4_200))), by: "Oda"),
            forth: .init(.done, .done, [:]), back: .init(.refused(.notExtendable), .done, [:])),
        Race(
            "clients go back for want of a host, the host resumes",
            in: [.portal(.changed(clientsWait))] + alone + [.drop("Roy"), .wait(.seconds(61)), .clock(.seconds(120))],
            .alarm, .resume("Roy"),
            forth: .init(.nothing, .isIn, ["Ann": .waiting, "Roy": .admitted]),
            back: .init(.nothing, .isIn, ["Ann": .admitted, "Roy": .admitted])),
        Race(
            "a screen is freed by its holder's absence, another asks for it",
            in: session + [.say(.screenRequest, by: "Ann"), .drop("Ann"), .clock(.seconds(4))], .alarm, .say(.screenRequest, by: "Oda"),
            forth: .init(.nothing, .granted, ["Ann": .admitted]), back: .init(.nothing, .refused(.screenBusy), ["Ann": .admitted])),
    ]

    private static var clientsWait: RoomTerms {
        var terms = Scene.terms
        terms.revision += 1
        terms.hostAbsence = .waiting
        return terms
    }
}
