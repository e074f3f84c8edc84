namespace Duet.Server.Tests.Relay;

/// <summary>A server whose relay needs no network.</summary>
internal static class RelayDuet
{
    // Where time is moved, a client that does not answer pings shall stay.
    private static readonly string[] _arguments =
        ["--Duet:Turn:ExternalAddress=127.0.0.1", "--Duet:Signaling:PingInterval=00:10:00", "--Duet:Signaling:PingTimeout=00:10:00"];

    public static Task<RunningDuet> StartAsync(params string[] arguments) => RunningDuet.StartAsync([.. _arguments, .. arguments]);

    public static Task<RunningDuet> StartHttpsAsync(params string[] arguments) =>
        RunningDuet.StartAtAsync("https://127.0.0.1:0", [.. _arguments, .. arguments]);

    /// <summary>A client, with what it is told when it joins.</summary>
    public static async Task<(SignalingClient Client, RelayOffer Offer)> JoinWithOfferAsync(this RunningDuet duet, string uid, string roomId = "room")
    {
        var client = await duet.ConnectAsync();
        return (client, RelayOffer.Of(await client.JoinAsync(roomId, uid)));
    }

    public static async Task<RelayOffer> PrepareAsync(this SignalingClient client, string uid)
    {
        await client.SendAsync(new { cmd = "prepare", roomId = "room", uid });
        return RelayOffer.Of(await client.ReceiveAsync("prepared"));
    }
}
