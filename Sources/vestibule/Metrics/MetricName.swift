/// Every figure that `/metrics` shows. The table in Metrics.md is this list; a test compares the two.
enum MetricName: String, CaseIterable {
    enum Kind: String { case counter, gauge, histogram }

    case connections = "vestibule_connections"
    case refusedConnections = "vestibule_connections_refused_total"
    case sockets = "vestibule_sockets"
    case rooms = "vestibule_rooms"
    case hellos = "vestibule_hellos_total"
    case framesReceived = "vestibule_frames_received_total"
    case framesSent = "vestibule_frames_sent_total"
    case refusals = "vestibule_refusals_total"
    case closes = "vestibule_closes_total"
    case slowConsumers = "vestibule_slow_consumers_total"
    case commits = "vestibule_room_commits_total"
    case commitFailures = "vestibule_room_commit_failures_total"
    case commitSeconds = "vestibule_room_commit_seconds"
    case people = "vestibule_people"
    case longestWait = "vestibule_longest_wait_seconds"
    case requests = "vestibule_http_request_seconds"
    case noticesDue = "vestibule_notices_due"
    case noticesLate = "vestibule_notices_late_seconds"
    case notices = "vestibule_notices_total"
    case cpu = "process_cpu_seconds_total"
    case memory = "process_resident_memory_bytes"
    case files = "process_open_fds"
    case fileLimit = "process_max_fds"
    case started = "process_start_time_seconds"

    var kind: Kind {
        switch self {
        case .refusedConnections, .hellos, .framesReceived, .framesSent, .refusals, .closes, .slowConsumers, .commits, .commitFailures, .notices,
            .cpu:
            .counter
        case .commitSeconds, .requests: .histogram
        case .connections, .sockets, .rooms, .people, .longestWait, .noticesDue, .noticesLate, .memory, .files, .fileLimit, .started:
            .gauge
        }
    }

    /// What tells figures of the same name apart; each has a closed set of values.
    var labels: [String] {
        switch self {
        case .refusedConnections: ["reason"]
        case .framesReceived, .framesSent: ["type"]
        case .refusals, .closes: ["code"]
        case .people: ["state"]
        case .requests: ["status"]
        case .noticesDue: ["channel"]
        case .notices: ["channel", "outcome"]
        default: []
        }
    }

    var meaning: String {
        switch self {
        case .connections: "Connections that are open: WebSockets, those of pages, and silent ones."
        case .refusedConnections:
            "Connections cut or turned away: cut in a crowd of strangers, turned away by a full house, or not acceptable to the system."
        case .sockets: "WebSockets that are open."
        case .rooms: "Rooms in memory: somebody is connected to them, or may come back."
        case .hellos: "First messages of sockets."
        case .framesReceived: "Messages from people, by type."
        case .framesSent: "Messages to people, by type."
        case .refusals: "Requests of people that were refused, by error code."
        case .closes: "Sockets closed by the server, by close code."
        case .slowConsumers: "Sockets closed because their owner did not read."
        case .commits: "Changes of rooms written to disk."
        case .commitFailures: "Changes of rooms that could not be written, and so did not happen."
        case .commitSeconds: "How long a change of a room took to be on disk."
        case .people: "People in rooms, waiting or admitted."
        case .longestWait: "How long the person has waited who waits longest; 0 where nobody does."
        case .requests: "How long answers to HTTP requests took, by the first digit of their status."
        case .noticesDue: "Mails, text messages and webhook calls that should have left, by channel."
        case .noticesLate: "For how long the oldest of those has been due; 0 where there is none."
        case .notices: "Attempts to send one, by channel and by what came of it: delivered, postponed, failed for good, or obsolete."
        case .cpu: "Processor time of this process."
        case .memory: "Memory of this process."
        case .files: "Files and sockets that this process has open."
        case .fileLimit: "How many it may have open."
        case .started: "When this process started, in seconds since 1970."
        }
    }
}
