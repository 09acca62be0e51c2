import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { placeOf } from "./words";

interface Props {
  person: {
    personId: string;
    name: string;
    specialty?: string | null;
    city?: string | null;
    state?: string | null;
  };
  /** Without specialty and place. */
  isShort?: boolean;
}

/** A person by name, which leads to the profile; letters of any script stay in their direction. */
export function Person({ person, isShort }: Props) {
  return (
    <>
      <Anchor
        component={Link}
        to="/explore/person"
        search={{ id: person.personId } as never}
        fw={600}
        className="long"
      >
        <bdi>{person.name}</bdi>
      </Anchor>
      {!isShort && (
        <Text size="sm" c="dimmed" className="long">
          {placeOf(person)}
        </Text>
      )}
    </>
  );
}
