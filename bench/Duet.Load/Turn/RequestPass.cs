namespace Duet.Load.Turn;

/// <summary>Brings many clients one step on, a few of them on their way at any moment.</summary>
internal sealed class RequestPass(TurnLoop loop, int inFlight)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <param name="clients">All of them; none has a request on its way.</param>
    /// <param name="begin">Sends the first request of the step.</param>
    /// <param name="goal">Where the step ends.</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <exception cref="LoadException">A client was refused, or not answered.</exception>
    public void Run(IReadOnlyList<Endpoint> clients, Action<Endpoint> begin, TurnClientState goal, CancellationToken stopping)
    {
        var (begun, done) = (0, 0);
        loop.OnMessage = (endpoint, message) =>
        {
            endpoint.Client!.OnMessage(message);
            if (endpoint.Client.State != goal) return;
            done++;
            BeginNext();
        };
        while (begun < clients.Count && begun < inFlight) BeginNext();
        loop.TurnUntil(() => done == clients.Count, _limit, stopping);

        void BeginNext()
        {
            if (begun < clients.Count) begin(clients[begun++]);
        }
    }
}
