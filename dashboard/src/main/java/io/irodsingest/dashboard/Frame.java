package io.irodsingest.dashboard;

import io.irodsingest.adminapi.HealthView;
import java.util.Optional;

/**
 * What is around the content of a page.
 *
 * @param here the address of the part of the dashboard that the page belongs to
 * @param live where events come from that keep the page as things are; empty for a page that stays as it is
 */
public record Frame(Viewer viewer, String title, String here, Optional<String> live, HealthView health) {}
