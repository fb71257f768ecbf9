import SignalingProtocol

/// What reaches the room from outside, or ends it, while people come and go.
extension Race {
    private static let cancel = Act.portal(.cancelled(reason: nil))
    private static let moved = Act.portal(.changed(CommandTests.moved(by: 7_200)))
    private static let handOver = Act.portal(.changed(CommandTests.moved(by: 0, hosts: ["staff:Mae"])))
    private static let shutOut = Act.portal(.subjectRevoked("account:Ann"))
    private static let end = Act.say(.roomEnd(End()))
    private static let everybody: [String: CloseCode] = ["Roy": .ended, "Oda": .ended, "Ann": .ended]

    static let portal: [Race] = [
        Race(
            "cancel, admit", in: line, cancel, .admit(["Ann"]),
            forth: .init(.nothing, .gone, ["Ann": .ended, "Roy": .admitted], closed: ["Ann": .forbidden]),
            back: .init(.nothing, .admitted, ["Ann": .ended, "Roy": .admitted], closed: ["Ann": .forbidden])),
        Race(
            "cancel, hello", in: hosts, cancel, .hello("Ann"),
            forth: .init(.nothing, .turnedAway(.bookingCancelled, .forbidden), ["Roy": .admitted]),
            back: .init(.nothing, .waits, ["Ann": .ended, "Roy": .admitted], closed: ["Ann": .forbidden])),
        Race(
            "cancel, resume", in: session + [.drop("Ann")], cancel, .resume("Ann"),
            forth: .init(.nothing, .turnedAway(.bookingCancelled, .forbidden), ["Ann": .ended], closed: ["Ann": .forbidden]),
            back: .init(.nothing, .isIn, ["Ann": .ended], closed: ["Ann": .forbidden])),
        Race(
            "cancel, a host resumes", in: session + [.drop("Roy")], cancel, .resume("Roy"),
            forth: .init(.nothing, .isIn, ["Roy": .admitted], closed: ["Ann": .forbidden]),
            back: .init(.nothing, .isIn, ["Roy": .admitted], closed: ["Ann": .forbidden])),
        Race(
            "cancel, end", in: line, cancel, end,
            forth: .init(.nothing, .done, ["Ann": .ended, "Roy": .ended], closed: ["Ann": .forbidden, "Roy": .ended, "Oda": .ended]),
            back: .init(.nothing, .done, ["Ann": .ended, "Roy": .ended], closed: everybody)),
        Race(
            "cancel, leave", in: session, cancel, .leave("Ann"),
            forth: .init(.nothing, .refused(.notAdmitted), ["Ann": .ended], closed: ["Ann": .forbidden]),
            back: .init(.nothing, .done, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "move, hello", in: line, moved, .hello("Ben"),
            forth: .init(.nothing, .turnedAway(.windowNotOpen, .notOpenYet), ["Ann": .waiting]),
            back: .init(.nothing, .waits, ["Ann": .waiting, "Ben": .waiting])),
        Race(
            "move, resume", in: line + [.drop("Ann")], moved, .resume("Ann"),
            forth: .init(.nothing, .waits, ["Ann": .waiting]), back: .init(.nothing, .waits, ["Ann": .waiting])),
        Race(
            "move, admit", in: line, moved, .admit(["Ann"]),
            forth: .init(.nothing, .admitted, ["Ann": .admitted]), back: .init(.nothing, .admitted, ["Ann": .admitted])),
        Race(
            "hand over, the former host admits", in: line, handOver, .admit(["Ann"]),
            forth: .init(.nothing, .refused(.notAdmitted), ["Ann": .waiting, "Roy": .left], closed: ["Roy": .forbidden]),
            back: .init(.nothing, .admitted, ["Ann": .admitted, "Roy": .left], closed: ["Roy": .forbidden])),
        Race(
            "hand over, the former host resumes", in: line + [.drop("Roy")], handOver, .resume("Roy"),
            forth: .init(.nothing, .turnedAway(.resumeInvalid, .sessionExpired), ["Roy": .left], closed: ["Roy": .forbidden]),
            back: .init(.nothing, .isIn, ["Roy": .left], closed: ["Roy": .forbidden])),
        Race(
            "shut out, admit", in: line, shutOut, .admit(["Ann"]),
            forth: .init(.nothing, .gone, ["Ann": .left], closed: ["Ann": .forbidden]),
            back: .init(.nothing, .admitted, ["Ann": .left], closed: ["Ann": .forbidden])),
        Race(
            "shut out, hello", in: hosts, shutOut, .hello("Ann"),
            forth: .init(.nothing, .turnedAway(.forbidden, .forbidden), [:]),
            back: .init(.nothing, .waits, ["Ann": .left], closed: ["Ann": .forbidden])),
        Race(
            "shut out, resume", in: session + [.drop("Ann")], shutOut, .resume("Ann"),
            forth: .init(.nothing, .turnedAway(.resumeInvalid, .sessionExpired), ["Ann": .left], closed: ["Ann": .forbidden]),
            back: .init(.nothing, .isIn, ["Ann": .left], closed: ["Ann": .forbidden])),
        Race(
            "revoke a link, admit", in: hosts + [.hello("Eve", .guest, link: "link")], .portal(.linkRevoked("link")), .admit(["Eve"]),
            forth: .init(.nothing, .gone, ["Eve": .left], closed: ["Eve": .forbidden]),
            back: .init(.nothing, .admitted, ["Eve": .left], closed: ["Eve": .forbidden])),
        Race(
            "revoke a link, hello", in: hosts, .portal(.linkRevoked("link")), .hello("Eve", .guest, link: "link"),
            forth: .init(.nothing, .turnedAway(.forbidden, .forbidden), [:]),
            back: .init(.nothing, .waits, ["Eve": .left], closed: ["Eve": .forbidden])),
        Race(
            "end, hello", in: line, end, .hello("Ben"),
            forth: .init(.done, .turnedAway(.windowClosed, .ended), ["Ann": .ended], closed: everybody),
            back: .init(.done, .waits, ["Ann": .ended, "Ben": .ended], closed: everybody.merging(["Ben": .ended]) { $1 })),
        Race(
            "end, admit by another host", in: line, end, .admit(["Ann"], by: "Oda"),
            forth: .init(.done, .refused(.notAdmitted), ["Ann": .ended], closed: everybody),
            back: .init(.done, .admitted, ["Ann": .ended], closed: everybody)),
        Race(
            "end, end by another host", in: line, end, .say(.roomEnd(End()), by: "Oda"),
            forth: .init(.done, .refused(.notAdmitted), ["Ann": .ended], closed: everybody),
            back: .init(.refused(.notAdmitted), .done, ["Ann": .ended], closed: everybody)),
        Race(
            "end, resume", in: session + [.drop("Ann")], end, .resume("Ann"),
            forth: .init(.done, .turnedAway(.windowClosed, .ended), ["Ann": .ended], closed: everybody),
            back: .init(.done, .isIn, ["Ann": .ended], closed: everybody)),
    ]
}
