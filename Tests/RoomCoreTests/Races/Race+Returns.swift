import SignalingProtocol

/// Resumes, other tabs and devices, and what happens to their owner meanwhile.
extension Race {
    static let returns: [Race] = [
        Race(
            "resume, resume with the same token", in: session + [.drop("Ann")], .resume("Ann"), .resume("Ann"),
            forth: .init(.isIn, .isIn, ["Ann": .admitted], closed: ["Ann": .replaced]),
            back: .init(.isIn, .isIn, ["Ann": .admitted], closed: ["Ann": .replaced])),
        Race(
            "resume, the older socket's end", in: session, .resume("Ann"), .drop("Ann"),
            forth: .init(.isIn, .nothing, ["Ann": .admitted], closed: ["Ann": .replaced]),
            back: .init(.isIn, .nothing, ["Ann": .admitted])),
        Race(
            "resume, the first frame on the older socket", in: session, .resume("Ann"), .confirm("Ann"),
            forth: .init(.isIn, .nothing, ["Ann": .admitted], closed: ["Ann": .replaced]),
            back: .init(.isIn, .nothing, ["Ann": .admitted], closed: ["Ann": .replaced])),
        Race(
            "takeover, resume", in: session, .hello("Ann", tab: "phone", takeover: true), .resume("Ann"),
            forth: .init(.isIn, .turnedAway(.resumeInvalid, .sessionExpired), ["Ann": .admitted], closed: ["Ann": .replaced]),
            back: .init(.isIn, .isIn, ["Ann": .admitted], closed: ["Ann": .replaced])),
        Race(
            "takeover, resume in line", in: line, .hello("Ann", tab: "phone", takeover: true), .resume("Ann"),
            forth: .init(.waits, .turnedAway(.resumeInvalid, .sessionExpired), ["Ann": .waiting], closed: ["Ann": .replaced]),
            back: .init(.waits, .waits, ["Ann": .waiting], closed: ["Ann": .replaced])),
        Race(
            "takeover, takeover", in: session, .hello("Ann", tab: "phone", takeover: true), .hello("Ann", tab: "tablet", takeover: true),
            forth: .init(.isIn, .isIn, ["Ann": .admitted], closed: ["Ann": .replaced]),
            back: .init(.isIn, .isIn, ["Ann": .admitted], closed: ["Ann": .replaced])),
        Race(
            "takeover, the older tab leaves", in: session, .hello("Ann", tab: "phone", takeover: true), .leave("Ann"),
            forth: .init(.isIn, .refused(.forbidden), ["Ann": .admitted], closed: ["Ann": .replaced]),
            back: .init(.isIn, .done, ["Ann": .admitted], closed: ["Ann": .normal])),
        Race(
            "a first hello in two tabs", in: hosts, .hello("Ann", tab: "ann"), .hello("Ann", tab: "phone"),
            forth: .init(.waits, .turnedAway(.duplicateSession, nil), ["Ann": .waiting]),
            back: .init(.turnedAway(.duplicateSession, nil), .waits, ["Ann": .waiting])),
        Race(
            "a first hello twice from one tab", in: hosts, .hello("Ann", tab: "ann"), .hello("Ann", tab: "ann"),
            forth: .init(.waits, .waits, ["Ann": .waiting], closed: ["Ann": .replaced]),
            back: .init(.waits, .waits, ["Ann": .waiting], closed: ["Ann": .replaced])),
        Race(
            "two visitors by one link", in: hosts, .hello("Eve", .guest, link: "link"), .hello("Fay", .guest, link: "link"),
            forth: .init(.waits, .waits, ["Eve": .waiting, "Fay": .waiting]),
            back: .init(.waits, .waits, ["Eve": .waiting, "Fay": .waiting])),
        Race(
            "remove, resume", in: session + [.drop("Ann")], .remove("Ann"), .resume("Ann"),
            forth: .init(.done, .turnedAway(.blocked, .removed), ["Ann": .removed], closed: ["Ann": .removed]),
            back: .init(.done, .isIn, ["Ann": .removed], closed: ["Ann": .removed])),
        Race(
            "remove, takeover", in: session, .remove("Ann"), .hello("Ann", tab: "phone", takeover: true),
            forth: .init(.done, .turnedAway(.blocked, .removed), ["Ann": .removed], closed: ["Ann": .removed]),
            back: .init(.done, .isIn, ["Ann": .removed], closed: ["Ann": .removed])),
        Race(
            "remove, leave", in: session, .remove("Ann"), .leave("Ann"),
            forth: .init(.done, .refused(.notAdmitted), ["Ann": .removed], closed: ["Ann": .removed]),
            back: .init(.done, .done, ["Ann": .removed], closed: ["Ann": .removed])),
        Race(
            "remove, remove by another host", in: session, .remove("Ann"), .remove("Ann", by: "Oda"),
            forth: .init(.done, .conflict(.removed), ["Ann": .removed], closed: ["Ann": .removed]),
            back: .init(.conflict(.removed), .done, ["Ann": .removed], closed: ["Ann": .removed])),
        Race(
            "two hosts remove each other", in: hosts, .remove("Oda"), .remove("Roy", by: "Oda"),
            forth: .init(.done, .refused(.notAdmitted), ["Roy": .admitted, "Oda": .removed], closed: ["Oda": .removed]),
            back: .init(.refused(.notAdmitted), .done, ["Roy": .removed, "Oda": .admitted], closed: ["Roy": .removed])),
        Race(
            "send back, resume", in: session + [.drop("Ann")], .remove("Ann", toWaiting: true), .resume("Ann"),
            forth: .init(.done, .waits, ["Ann": .waiting]), back: .init(.done, .isIn, ["Ann": .waiting])),
        Race(
            "send back, leave", in: session, .remove("Ann", toWaiting: true), .leave("Ann"),
            forth: .init(.done, .done, ["Ann": .left], closed: ["Ann": .normal]),
            back: .init(.refused(.participantNotFound), .done, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "send back, talk", in: session, .remove("Ann", toWaiting: true), .say(.chatSend(ChatDraft(text: "Hello")), by: "Ann"),
            forth: .init(.done, .refused(.notAdmitted), ["Ann": .waiting]), back: .init(.done, .done, ["Ann": .waiting])),
        Race(
            "leave, resume", in: session, .leave("Ann"), .resume("Ann"),
            forth: .init(.done, .turnedAway(.resumeInvalid, .sessionExpired), ["Ann": .left], closed: ["Ann": .normal]),
            back: .init(.done, .isIn, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "the grace ends, resume", in: session + [.drop("Ann"), .clock(.seconds(60))], .alarm, .resume("Ann"),
            forth: .init(.nothing, .isIn, ["Ann": .admitted], closed: ["Ann": .heartbeatLost]),
            back: .init(.nothing, .isIn, ["Ann": .admitted])),
    ]
}
