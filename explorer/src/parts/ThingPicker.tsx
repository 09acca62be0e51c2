import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import {
  PickerCompaniesDocument,
  PickerInstitutionsDocument,
  PickerProductsDocument,
  PickerTopicsDocument,
} from "../gql/graphql";
import { useAsked } from "../asking/use";
import { Picker, type Option } from "./Picker";

type Kind = "company" | "institution" | "topic" | "product";
const TITLES: Record<Kind, string> = {
  company: "Companies",
  institution: "Institutions",
  topic: "Topics",
  product: "Products",
};

interface Props {
  kind: Kind;
  label: string;
  placeholder?: string;
  description?: string;
  /** The name of what is picked now. */
  shown?: string;
  onPick: (option: Option | undefined) => void;
  size?: "xs" | "sm" | "md";
}

/** Picks a company, an institution, a topic or a product by some letters; topics and products are
 * known by their names. */
export function ThingPicker({ kind, shown = "", onPick, ...props }: Props) {
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const { options, isAsking } = useFound(kind, text);
  return (
    <Picker
      {...props}
      shown={shown}
      typed={typed}
      onType={setTyped}
      groups={[{ title: TITLES[kind], options }]}
      isAsking={isAsking || text !== typed.trim()}
      onPick={onPick}
      onClear={shown ? () => onPick(undefined) : undefined}
    />
  );
}

function useFound(kind: Kind, text: string): { options: Option[]; isAsking: boolean } {
  const isShort = text.length < 2;
  const companies = useAsked(PickerCompaniesDocument, { text }, kind !== "company" || isShort);
  const places = useAsked(PickerInstitutionsDocument, { text }, kind !== "institution" || isShort);
  const topics = useAsked(PickerTopicsDocument, { text }, kind !== "topic" || isShort);
  const products = useAsked(PickerProductsDocument, { text }, kind !== "product" || isShort);
  const options: Option[] = [
    ...(companies.data?.companies.nodes ?? []).map(({ companyId, name, state, country }) => ({
      id: companyId,
      name,
      says: said(state, country),
    })),
    ...(places.data?.institutions.nodes ?? []).map(({ institutionId, name, city, state }) => ({
      id: institutionId,
      name,
      says: said(city, state),
    })),
    ...(topics.data?.topics.nodes ?? []).map(({ name }) => ({ id: name, name })),
    ...(products.data?.products.nodes ?? []).map(({ name, kind: sort, category }) => ({
      id: name,
      name,
      says: said(sort, category),
    })),
  ];
  const isAsking = [companies, places, topics, products].some((one) => one.isAsking);
  return { options: onceEach(options), isAsking };
}

const said = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(", ");

function onceEach(options: Option[]): Option[] {
  return [...new Map(options.map((option) => [option.id, option])).values()];
}
