using Duet.Turn.Allocations;

namespace Duet.Turn.Listeners;

/// <summary>The stream clients that something was posted to since the last flush. For one thread.</summary>
internal sealed class FlushList
{
    private readonly List<IClientLink> _links = [];

    public void Add(IClientLink link)
    {
        if (!_links.Contains(link)) _links.Add(link); // There are a few of them, and the last is the likeliest.
    }

    public void Flush()
    {
        if (_links.Count == 0) return;

        foreach (var link in _links) link.Flush();
        _links.Clear();
    }
}
